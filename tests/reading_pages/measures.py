"""What is measured of a page in Chromium: each script answers with what is wrong, one line each."""

COMMON = """
const seen = (one) => { const box = one.getBoundingClientRect();
  return box.width > 1 && box.height > 1 && getComputedStyle(one).visibility != 'hidden'
    && !one.closest('.visually-hidden, .skip-link, [hidden]') && one.checkVisibility(); };
const own = (one) => [...one.childNodes].some((node) => node.nodeType == 3 && node.textContent.trim());
const told = (one) => one.outerHTML.replace(/\\s+/g, ' ').slice(0, 110);
const texts = () => [...document.querySelectorAll('body *')].filter((one) => own(one) && seen(one));
const controls = () => [...document.querySelectorAll(
  'a[href], button, select, textarea, summary, input:not([type=hidden]), [tabindex="0"]')]
  .filter((one) => seen(one) && !one.disabled);
"""
# Sarabun's vowels and tone marks meet below 1.79, bold below 1.83: paragraphs 1.8, cells of a table at least 1.6.
LEGIBLE = f"""() => {{ {COMMON}
  return texts().flatMap((one) => {{
    const style = getComputedStyle(one), size = parseFloat(style.fontSize);
    const leading = parseFloat(style.lineHeight) / size;
    const least = one.closest('td, th, header, svg, .status-tag, .btn') ? 1.59 : one.closest('p') ? 1.79 : 1.59;
    const entered = one.matches('input, select, textarea');
    const small = size < (entered ? 18 : 16), tight = !one.closest('svg') && leading < least;
    return small || tight ? [`${{size}} px, ${{leading.toFixed(2)}}: ${{told(one)}}`] : [];
  }}).concat(controls().flatMap((one) =>
    one.matches('.form-control, .form-select') && parseFloat(getComputedStyle(one).fontSize) < 18
      ? [`field under 18 px: ${{told(one)}}`] : [])); }}"""
# WCAG 2.2, 1.4.12, its line height apart: ours is above it, and Thai needs it.
SPACED = (
    "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"
)
CLIPPED = f"""() => {{ {COMMON}
  const cut = (one) => {{ const style = getComputedStyle(one);
    const hides = (way) => ['hidden', 'clip'].includes(way);
    return (hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
      || (hides(style.overflowY) && one.scrollHeight > one.clientHeight + 1); }};
  const wide = document.documentElement.scrollWidth - innerWidth;
  return [...document.querySelectorAll('body *')]
    .filter((one) => seen(one) && cut(one) && !one.matches('svg, select, input')).map(told)
    .concat(texts().filter((one) => one.matches('.btn, .status-tag, .tool-button')
      && one.scrollWidth > one.clientWidth + 1).map(told))
    .concat(wide > 0 ? [`the page is ${{wide}} px too wide`] : []); }}"""
TARGETS = f"""() => {{ {COMMON}
  return controls().flatMap((one) => {{
    const box = (one.matches('input[type=radio], input[type=checkbox]') && one.closest('.form-check') || one)
      .getBoundingClientRect();
    const large = one.matches('.btn, .form-control, .form-select, .form-check-input');
    const least = large ? 44 : 24;
    return box.height < least - 0.5 || box.width < 23.5
      ? [`${{box.width.toFixed()}} × ${{box.height.toFixed()}}: ${{told(one)}}`] : [];
  }}); }}"""
REFLOW = f"""() => {{ {COMMON}
  const scrolls = (one) => ['auto', 'scroll'].includes(getComputedStyle(one).overflowX)
    && one.scrollWidth > one.clientWidth + 1 && !one.matches('.table-region, textarea');
  const outside = texts().filter((one) => {{ const box = one.getBoundingClientRect();
    return !one.closest('.table-region') && (box.left < -1 || box.right > innerWidth + 1); }});
  const wide = document.documentElement.scrollWidth - innerWidth;
  return outside.map(told)
    .concat([...document.querySelectorAll('main *')].filter((one) => seen(one) && scrolls(one)).map(told))
    .concat(wide > 0 ? [`the page is ${{wide}} px too wide`] : []); }}"""
# On a phone there is one column: what comes next lies further down, or further right in the same line.
ORDER = f"""() => {{ {COMMON}
  const chain = controls().filter((one) => !one.closest('.table-region') && getComputedStyle(one).position != 'sticky'
    && !one.closest('.idea-grid-bar, .writing-foot'));
  const box = (one) => (one.closest('.form-check') || one).getBoundingClientRect();
  return [...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).map(told)
    .concat(chain.slice(1).flatMap((one, at) => {{
      const before = box(chain[at]), here = box(one);
      const line = here.top < before.bottom - 4;
      return (line && here.left < before.left - 1 && here.top < before.top + 4) || here.bottom < before.top
        ? [`after ${{told(chain[at])}} comes ${{told(one)}}`] : [];
    }})); }}"""
# Two rings, of which tests/components/test_style.py reckons the contrast: 3 px inside, and 2 px around it.
FOCUS = f"""() => {{ {COMMON}
  const kinds = new Map();
  for (const one of controls()) kinds.set(one.tagName + one.type + one.className, one);
  return [...kinds.values()].flatMap((one) => {{
    one.focus({{focusVisible: true}});
    const style = getComputedStyle(one);
    const ring = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2
      && style.outlineColor == 'rgb(255, 201, 51)' && style.boxShadow.includes('rgb(23, 33, 29) 0px 0px 0px 5px');
    return document.activeElement == one && !ring ? [told(one)] : [];
  }}); }}"""
