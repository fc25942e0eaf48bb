"""The presentation's part of its section page, and its pictures."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from indicators.views import autosave, uploads
from indicators.views.fetching import person, seen_version, visible_or_404
from indicators.views.handing_out import hand_out
from innovation.forms.presentation import PictureForm
from innovation.forms.project_sections import SectionForms
from innovation.models import PresentationPicture, Project
from innovation.services import presentation as services


def received(request: HttpRequest) -> uploads.Uploads:
    """The pictures sent; a file of another kind is refused for itself, as a damaged one is."""
    sent = uploads.receive(request)
    refused = [(file.name, reason) for file in sent.received if (reason := services.why_no_picture(file))]
    good = [file for file in sent.received if not services.why_no_picture(file)]
    return uploads.Uploads(good, [*sent.refused, *refused])


def save(request: HttpRequest, project: Project, page: SectionForms, sent: uploads.Uploads) -> list[tuple[str, str]]:
    """Save a valid page of the presentation; (name, sentence) of the pictures that were not taken. Only a button
    takes a picture off: it could not be put back by taking the tick away again."""
    by_itself = autosave.wanted(request)
    rows = [form for one in page.lists for form in one.formset.forms]
    saved = services.save(
        project,
        actor=person(request),
        version=seen_version(request),
        fields=page.columns,
        pictures=[_edit_of(form, keep=by_itself) for form in rows if isinstance(form, PictureForm)],
        files=sent.received,
        autosaved=by_itself,
    )
    return [*sent.refused, *saved.refused]


def _edit_of(form: PictureForm, keep: bool) -> services.PictureEdit:
    given = form.cleaned_data
    return services.PictureEdit(
        picture=given.get("picture") or 0,
        position=given.get("position"),
        caption=given.get("caption", ""),
        removed=form.is_removed and not keep,
    )


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A picture of a presentation. It shows inside a page of ours; opened by itself it is saved, as every file is."""
    rows = PresentationPicture.objects.select_related("file")
    shown = visible_or_404(request, rows, pk)
    return hand_out(request, shown.file, shown.name, presentation=shown.presentation_id)
