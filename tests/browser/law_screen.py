"""The law explorer on a screen, in a notebook or on a page."""

from typing import Any

from playwright.sync_api import FrameLocator, Locator, Page, expect

from kit import law
from tests.browser.lab_room import PATIENCE

SHOWN = """board => {
    const all = (selector) => [...board.querySelectorAll(selector)];
    const texts = (selector) => all(selector).map((each) => each.textContent);
    return {
        headline: board.querySelector(".law-headline").textContent,
        outcome: board.querySelector(".law-banner .law-mark").textContent,
        deciding: all(".law-decides").map((card) => card.dataset.card),
        answers: texts(".law-tree .law-answer"),
        reasons: texts(".law-tree .law-step > span:last-child"),
    };
}"""


class Explorer:
    """The law explorer, as it stands in a page."""

    def __init__(self, page: Page | FrameLocator) -> None:
        self.element = page.locator(".law-board")
        self.banner = self.element.locator(".law-banner")
        self.refused = self.element.locator(".law-refused")
        self.busy = self.element.locator("p[role=status]")
        self.banner.wait_for(timeout=PATIENCE * 1000)

    def fact(self, name: str) -> Locator:
        return self.element.locator(f'[data-fact="{name}"]')

    def part(self, name: str) -> Locator:
        return self.element.locator(f'[data-part="{name}"]')

    def reading(self, name: str) -> Locator:
        return self.element.locator(f'[data-reading="{name}"]')

    def open(self) -> None:
        """Open all that can be opened."""
        self.element.evaluate(
            "board => { for (const each of board.querySelectorAll('details')) each.open = true; }"
        )

    def shown(self) -> dict[str, Any]:
        """Return what the board tells of a finding, at this moment."""
        return dict(self.element.evaluate(SHOWN))

    def expect(self, finding: law.Finding) -> None:
        """Wait until the screen shows this finding."""
        expect(self.banner.locator(".law-headline")).to_have_text(finding.headline)
        expect(self.banner.locator(".law-mark")).to_have_text(str(finding.outcome))
        asks = [law.QUESTIONS[name].ask for name in finding.questions]
        expect(self.element.locator(".law-decides > summary")).to_have_text(
            [f"open {a}" for a in asks]
        )
        steps = [each.cited for each in finding.reasons.walk() if each is not finding.reasons]
        expect(self.element.locator(".law-tree .law-step > span:last-child")).to_have_text(steps)
        answers = [each.answer for each in finding.reasons.walk() if each is not finding.reasons]
        expect(self.element.locator(".law-tree .law-answer")).to_have_text(answers)
        tried = [each.answer for each in finding.exceptions]
        expect(self.element.locator("details > ul > li.law-step .law-answer")).to_have_text(tried)


def told(finding: law.Finding) -> dict[str, Any]:
    """Return what `Explorer.shown` tells when the screen is right."""
    steps = [each for each in finding.reasons.walk() if each is not finding.reasons]
    return {
        "headline": finding.headline,
        "outcome": str(finding.outcome),
        "deciding": list(finding.questions),
        "answers": [each.answer for each in steps],
        "reasons": [each.cited.replace("§ ", "§\u00a0") for each in steps],
    }
