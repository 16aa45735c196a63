"""The right numbers of the real data, typed in."""

ANSWERS = {
    "how_many": "left = 12",
    "most": "most = 'Columbia PD'",
    "agencies": "agencies = {'Johnson County Sheriff', \"O'Fallon PD\"}",
    "by_level": "by_level = {'city': 8, 'county': 1, 'state': 3}",
}
SHOWN = "asserts"
