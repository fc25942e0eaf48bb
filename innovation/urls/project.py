"""Addresses of step 3: the project and its presentation."""

from django.urls import path

from indicators.views.evidence import evidence
from innovation.selectors.project_sections import SECTIONS
from innovation.views import presentation, project, project_sections

urlpatterns = [
    path("<int:pk>/", project.detail, name="project"),
    path("<int:pk>/edit/", project_sections.edit, name="project-edit"),
    *(
        path(f"<int:pk>/{each.name}/", project_sections.section, {"name": each.name}, name=f"project-{each.name}")
        for each in SECTIONS
    ),
    path("<int:pk>/evidence/", evidence, {"kind": "project"}, name="project-evidence"),
    path("<int:pk>/check/", project.check, name="project-check"),
    path("<int:pk>/submit/", project.submit, name="project-submit"),
    path("<int:pk>/endorse/", project.endorse, name="project-endorse"),
    path("<int:pk>/return/", project.return_, name="project-return"),
    path("<int:pk>/resubmit/", project.resubmit, name="project-resubmit"),
    path("<int:pk>/changes/", project.changes, name="project-changes"),
    path("<int:pk>/confirm/", project.confirm, name="project-confirm"),
    path("<int:pk>/reselect/", project.reselect, name="project-reselect"),
    path("pictures/<int:pk>/", presentation.picture, name="presentation-picture"),
]
