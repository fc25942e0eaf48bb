"""The English catalogue holds what the sources say, no more and no less; the compiled one says the same."""

import gettext
import io
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as say
from django.utils.translation import ngettext

from kpi_tracker.translation import po
from kpi_tracker.translation.catalogue_files import prepared
from kpi_tracker.translation.english import CATALOGUE, faults, updated
from kpi_tracker.translation.po import Entry, Source
from kpi_tracker.translation.sources import in_code, in_template, sources

SAVE = Source("บันทึก")
UTF_8 = "Content-Type: text/plain; charset=UTF-8\n"
DAYS = Source("เหลือ %(days)d วัน", "เหลือ %(days)d วัน")


@pytest.fixture(scope="module")
def catalogue():
    return po.read((settings.BASE_DIR / CATALOGUE).read_text())


def test_every_string_of_the_sources_has_its_english_and_nothing_is_left_over(catalogue):
    found = sources(settings.BASE_DIR)
    assert len(found) > 2000, "the sources were not read"
    assert faults(catalogue, found) == [], "manage.py update_catalogue brings the catalogue up to date"


def test_no_english_names_a_thing_by_its_name_in_the_code(catalogue):
    shown = [text for entry in catalogue[1:] for text in entry.translations]
    assert [text for text in shown if "_" in _without_placeholders(text)] == []


def _without_placeholders(text):
    return re.sub(r"%\(\w+\)|\{\w+\}|\+ - _", "", text)


@pytest.mark.parametrize(
    ("entries", "found", "fault"),
    [
        ([], {SAVE: ["a.py"]}, "no translation: บันทึก"),
        ([Entry(SAVE, ("Save",))], {}, "in no source: บันทึก"),
        ([Entry(SAVE, ("",))], {SAVE: ["a.py"]}, "empty translation: บันทึก"),
        ([Entry(SAVE, ("Save",))] * 2, {SAVE: ["a.py"]}, "twice: บันทึก"),
        ([Entry(DAYS, ("%(days)d days left",))], {DAYS: ["a.py"]}, "wrong number of translations"),
        ([Entry(DAYS, ("%(days)d day left", "days left"))], {DAYS: ["a.py"]}, "other placeholders"),
        ([Entry(Source(" ที่"), ("no.",))], {Source(" ที่"): ["a.py"]}, "other spaces at its ends"),
    ],
)
def test_a_catalogue_that_disagrees_is_told_where(entries, found, fault):
    assert any(fault in one for one in faults(entries, found))


def test_an_update_keeps_what_is_known_and_asks_for_the_rest():
    header = Entry(Source(""), ("Language: en\n",))
    gone = Entry(Source("เลิกใช้แล้ว"), ("No longer used",))
    new = updated([header, Entry(SAVE, ("Save",)), gone], {DAYS: ["b.py"], SAVE: ["a.py"]})
    assert new == [header, Entry(DAYS, ("", ""), ("b.py",)), Entry(SAVE, ("Save",), ("a.py",))]


def test_strings_are_found_in_code_under_whatever_name_gettext_has():
    code = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy as in_context
_("หนึ่ง" "สอง") ; ngettext("วัน", "หลายวัน", 3) ; in_context("ชื่อ", "ที่") ; _(variable) ; other("ไม่ใช่")
"""
    assert list(in_code(code)) == [Source("หนึ่งสอง"), Source("วัน", "หลายวัน"), Source("ที่", context="ชื่อ")]


def test_strings_are_found_in_templates_as_django_reads_them():
    template = """{% load i18n %}{% translate "หน้า" %} {% include "x.html" with label=_("ป้าย") %}
{% blocktranslate trimmed count n=rows|length %}
  มี {{ n }} แถว
{% plural %}
  มีหลาย {{ n }} แถว
{% endblocktranslate %}{# {% translate "ไม่นับ" %} #}"""
    assert set(in_template(template)) == {Source("หน้า"), Source("ป้าย"), Source("มี %(n)s แถว", "มีหลาย %(n)s แถว")}


def test_a_po_file_reads_back_as_it_was_written():
    entries = [
        Entry(Source(""), ("Language: en\nPlural-Forms: nplurals=2; plural=(n != 1);\n",)),
        Entry(Source('เขา “พูด” "ว่า"\n\\ \t'), ('he said "so"\n\\ \t',), ("a.py", "b.html")),
        Entry(Source("วัน", "วัน", "ปฏิทิน"), ("day", "days")),
    ]
    assert po.read(po.write(entries)) == entries


@pytest.mark.parametrize("text", ['msgid "a" b', '"only a line"', 'msgid "a"\nmsgid "b"', "nonsense"])
def test_a_file_that_is_no_catalogue_is_refused_with_its_line(text):
    with pytest.raises(po.BadCatalogue, match="line"):
        po.read(text)


def test_python_reads_what_was_compiled():
    entries = [
        Entry(Source(""), (f"{UTF_8}Plural-Forms: nplurals=2; plural=(n != 1);\n",)),
        Entry(SAVE, ("Save",)),
        Entry(DAYS, ("%(days)d day", "%(days)d days")),
        Entry(Source("ที่", context="ชื่อ"), ("place",)),
        Entry(Source("ยังไม่แปล"), ("",)),
    ]
    made = gettext.GNUTranslations(io.BytesIO(po.compiled(entries)))
    assert made.gettext("บันทึก") == "Save"
    assert [made.ngettext(DAYS.text, DAYS.plural, n) for n in (1, 2)] == ["%(days)d day", "%(days)d days"]
    assert made.pgettext("ชื่อ", "ที่") == "place"
    assert made.gettext("ยังไม่แปล") == "ยังไม่แปล"


def test_the_compiled_file_follows_its_source_forwards_and_back(tmp_path):
    source = tmp_path / "locale/en/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)

    def told(english, time):
        source.write_text(po.write([Entry(Source(""), (UTF_8,)), Entry(SAVE, (english,))]))
        os.utime(source, (time, time))
        made = prepared(tmp_path / "locale", tmp_path / "var") / "en/LC_MESSAGES/django.mo"
        return gettext.GNUTranslations(io.BytesIO(made.read_bytes())).gettext("บันทึก")

    assert told("Save", 1_000_000) == "Save"
    assert told("Keep", 2_000_000) == "Keep"
    assert told("Save", 1_000_000) == "Save"
    assert [path.name for path in (tmp_path / "var/en/LC_MESSAGES").iterdir()] == ["django.mo"]


@pytest.mark.processes
def test_a_fresh_installation_speaks_english_without_any_tool_but_python(tmp_path):
    code = (
        "import django; django.setup(); from django.utils import translation; translation.activate('en');"
        "from django.utils.translation import gettext; print(gettext('บันทึกร่าง'))"
    )
    environment = {"PATH": "/nowhere", "DEBUG": "1", "VAR_DIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    environment["DJANGO_SETTINGS_MODULE"] = "kpi_tracker.settings"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "Save the draft"


def test_the_product_speaks_both_languages():
    with translation.override("en"):
        assert say("บันทึกร่าง") == "Save the draft"
        assert [ngettext(DAYS.text, DAYS.plural, n) % {"days": n} for n in (1, 4)] == ["1 day left", "4 days left"]
    with translation.override("th"):
        assert say("บันทึกร่าง") == "บันทึกร่าง"
