"""Every noun of the app, one a file."""

from books.models.print_job import PrintJob, PrintJobItem
from books.models.worker import Worker

__all__ = ["PrintJob", "PrintJobItem", "Worker"]
