"""Interactive boards: one module each, with its traits as the API and no formula on the screen."""
