"""Acts that need a reason, which is asked for beside their button (components/action_with_reason.html)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indicators.forms.reason import ReasonForm
from indicators.services.errors import Invalid


def done_with_reason(form: ReasonForm, act: Callable[[str], object]) -> bool:
    """Run a verb that needs a reason with the one typed. False when that does not do; the form then says why.

    The verb is run even with no reason to give: whether the person may, and now, it answers before it asks for one.
    """
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        act(reason)
    except Invalid as invalid:
        if "reason" not in invalid.errors:
            raise
        if form.is_valid():
            form.add_error("reason", invalid.errors["reason"])
        return False
    return True


def with_refused_reason(context: dict[str, Any], refused: ReasonForm | None) -> dict[str, Any]:
    """The context of a page, the button of its `actions` that was refused open with what was typed and why."""
    if refused is None:
        return context
    for button in context["actions"]:
        if button.get("code") == refused.action:
            button |= told(refused)
    return context | {"forms": [*context.get("forms", []), refused]}


def told(refused: ReasonForm | None) -> dict[str, str]:
    """What the button of an act shows of a reason that did not do: what was typed and why not."""
    if refused is None:
        return {}
    error = " ".join(str(sentence) for sentence in refused["reason"].errors)
    return {"reason_value": refused["reason"].value() or "", "reason_error": error}
