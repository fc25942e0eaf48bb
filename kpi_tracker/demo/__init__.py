"""The demo year: fiscal year 2564 as one agency lived it, seven indicators beside it, and something to do today.

story/          what happens, in words and dates: TOML, no code
story.py        reads it
people.py       the accounts, one per role, and their one password
papers.py       the files of the registered documents
play.py         dated steps and the verbs they name; every one goes through the services, by a travelled clock
schedule.py     turns a year told in short into dated steps
this_year.py    the current fiscal year, opened as a copy of 2564
load.py         all of it, once
"""
