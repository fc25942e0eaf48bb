"""Addresses of step 1: the collection, its ideas, the officer's side of the shared link."""

from django.urls import path

from innovation.views import collection, idea_grid, ideas, shared_link

urlpatterns = [
    path("<int:pk>/", collection.detail, name="collection"),
    path("<int:pk>/ideas/", idea_grid.grid, name="collection-ideas"),
    path("<int:pk>/close/", collection.close, name="collection-close"),
    path("<int:pk>/receive/", collection.receive, name="collection-receive"),
    path("<int:pk>/return/", collection.return_, name="collection-return"),
    path("<int:pk>/carry-over/", collection.carry_over, name="collection-carry-over"),
    path("<int:pk>/link/", shared_link.page, name="collection-link"),
    path("<int:pk>/link/open/", shared_link.open_, name="collection-link-open"),
    path("<int:pk>/link/close/", shared_link.close, name="collection-link-close"),
    path("<int:pk>/link/qr.svg", shared_link.qr, name="collection-link-qr"),
    path("ideas/<int:pk>/", ideas.detail, name="idea"),
    path("ideas/<int:pk>/edit/", ideas.edit, name="idea-edit"),
    path("ideas/<int:pk>/merge/", ideas.merge, name="idea-merge"),
    path("ideas/<int:pk>/unmerge/", ideas.unmerge, name="idea-unmerge"),
    path("ideas/<int:pk>/withdraw/", ideas.withdraw, name="idea-withdraw"),
    path("ideas/<int:pk>/restore/", ideas.restore, name="idea-restore"),
    path("ideas/<int:pk>/redact/", ideas.redact, name="idea-redact"),
]
