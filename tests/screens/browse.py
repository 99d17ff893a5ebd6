"""Opens a state in a browser of its own."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from fixtures.browser import PHONE
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooLong
from village.life import Village

from screens.state import State
from screens.visitor import HEADING, Visitor

AS_SEEN = {"behind_proxy": True, "ballots_per_minute": 3}
"""How the site is served: an address given by `X-Forwarded-For` may knock three times a minute."""
UNMARKED = """[...document.querySelectorAll('main .fault')].map(one => one.innerText.trim())
    .filter(text => text && !/^(Lỗi|Error):/.test(text))"""
"""Faults at their fields that do not begin as every fault does, seen or read aloud."""
LANDSCAPE = {"width": 640, "height": 360}
"""A phone that is held sideways."""
UNREACHED = """() => [...document.querySelectorAll('main button, main .button')].slice(0, 20).filter(one => {
    if (!one.checkVisibility() || one.closest('.unseen')) return false;
    one.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = one.getBoundingClientRect();
    const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !one.contains(hit) || box.right > innerWidth || box.height > innerHeight;
}).map(one => one.innerText)"""
"""Buttons that cannot be brought whole into sight and pressed in their middle."""
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
    if (!one.textContent.trim() || !one.checkVisibility() || one.closest('.unseen, .scroll, pre')) return false;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const hides = style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1
        || style.overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1;
    return box.width > 1 && (hides || box.left < -1 || box.right > innerWidth + 1);
}).map(one => one.tagName + ' ' + one.innerText.slice(0, 60))"""
"""Words that go over an edge or are cut off by it."""
GROW = "percent => { document.documentElement.style.fontSize = `${percent * 1.125}%`; }"


@contextmanager
def opened(chromium: Browser, commune: Village, state: State) -> Iterator[tuple[Page, list[str]]]:
    """The page after the steps that lead to this state, and every address it asked for; `see` looks at it."""
    context = chromium.new_context(**{**PHONE, **state.browser})
    context.add_cookies([{"name": "lang", "value": state.language, "url": commune.address}])
    if state.script:
        context.add_init_script(state.script)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    try:
        state.reach(Visitor(page, commune))
        with suppress(TooLong):
            page.locator(HEADING, has_text=state.heading).wait_for(timeout=10_000)
        if state.text_percent != 100:
            page.evaluate(GROW, state.text_percent)
        yield page, asked
    finally:
        page.unroute_all(behavior="ignoreErrors")
        context.close()


def see(page: Page, state: State) -> None:
    """The heading is this state's, and the next step can be read."""
    expect(page.locator(HEADING)).to_contain_text(state.heading, timeout=10_000)
    expect(page.locator("main")).to_contain_text(state.next_step, use_inner_text=True, timeout=10_000)
