"""Addresses of judging: steps, recusals, comments on submissions, the way through the evaluator's queue."""

from django.urls import path

from indicators.views import judging, judging_assignment, judging_queue, recusal, reviewing, threads

urlpatterns = [
    path("judging/", judging_queue.queue, name="judging-queue"),
    path("judging/<int:pk>/", judging.judging, name="judging"),
    path("judging/assignments/<int:pk>/", judging_assignment.assignment, name="judging-assignment"),
    path("review/go/", reviewing.go, name="review-go"),
    path("assignments/<int:pk>/recuse/", recusal.recuse, name="recusal-add"),
    path("assignments/<int:pk>/rejoin/", recusal.withdraw, name="recusal-withdraw"),
    path("revisions/<int:pk>/comment/", threads.add, name="comment-add"),
    path("comments/<int:pk>/answer/", threads.answer, name="comment-answer"),
    path("comments/<int:pk>/resolve/", threads.resolve, name="comment-resolve"),
    path("comments/<int:pk>/reopen/", threads.reopen, name="comment-reopen"),
]
