"""What axe-core and the window say of an open page: in light and dark, wide, at 200 % and on a phone, under the keyboard."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe

WIDE = {"width": 1280, "height": 800}
DOUBLE = {"width": 640, "height": 400}
PHONE = {"width": 360, "height": 740}
GRAVE = ("serious", "critical")
EVERYTHING = {"resultTypes": ["violations"]}
# Between the themes of one width nothing differs but colours.
COLOURS = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
SHAPE = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}  # colours are the same at every width
RUN = "(options) => axe.run(document, options).then((found) => found.violations)"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# After a key of the keyboard what is focused by a script is focused visibly, too.
UNSEEN = """() => {
  const unseen = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.disabled || one.type === "hidden") continue;
    one.focus({ preventScroll: true });
    const style = getComputedStyle(one);
    if (document.activeElement === one && style.outlineStyle === "none" && style.boxShadow === "none")
      unseen.push(`${one.tagName} ${one.className} «${one.textContent.trim().slice(0, 30)}»`);
  }
  return unseen;
}"""
AXE = Axe()


def problems_once(page: Any) -> list[str]:
    """Name what is grave on a page whose kind was looked at in every look: on a phone, in the dark, under the keyboard."""
    page.evaluate(AXE.axe_script)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    more = page.evaluate(TOO_WIDE)
    found = [f"{PHONE['width']}: {more} pixels run out of the window"] if more > 0 else []
    found += [f"{PHONE['width']} dark: {line}" for line in _axe(page, EVERYTHING)]
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    if (more := page.evaluate(TOO_WIDE)) > 0:
        found.append(f"{WIDE['width']}: {more} pixels run out of the window")
    return found


def problems(page: Any) -> list[str]:
    """Name what is grave on the page in each of its looks, with the element; nothing when all is well."""
    found = []
    page.evaluate(AXE.axe_script)
    for size in (WIDE, DOUBLE, PHONE):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme="light")
        if (more := page.evaluate(TOO_WIDE)) > 0:
            found.append(f"{size['width']}: {more} pixels run out of the window")
        if size is DOUBLE:
            continue
        found += [f"{size['width']} light: {line}" for line in _axe(page, SHAPE if size is PHONE else EVERYTHING)]
        if size is PHONE:
            continue
        page.emulate_media(color_scheme="dark")
        found += [f"{size['width']} dark: {line}" for line in _axe(page, COLOURS)]
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    page.keyboard.press("Tab")
    found += [f"focus is not seen: {line}" for line in page.evaluate(UNSEEN)[:5]]
    return found


def _axe(page: Any, options: dict[str, Any]) -> list[str]:
    return [
        f"{rule['id']}: {node['target'][-1]} {node['any'][0]['message'] if node['any'] else rule['help']}"
        for rule in page.evaluate(RUN, options)
        if rule["impact"] in GRAVE
        for node in rule["nodes"][:5]
    ]
