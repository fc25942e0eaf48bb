"""Reading a year-end report in the official nine-section layout from a text file or a PDF.

    read_file.py   a file or its bytes → ParsedReport: `read_report`, `parse_bytes`
    parse.py       lines → ParsedReport: `parse_text`, `parse_lines`
    report.py      the values read, their JSON, NotThisLayout
    repair.py      `?` that stands for lost quotation marks and dashes: proposed, and made by `apply_repairs`
    agency.py      the agency an abbreviation means, or the nearest ones
    layout.py      the official headings and labels, as one table

Pure: no model and no database. Every character of the file that is not white space ends up in a field, as a sign of
the layout, as a page header, or in `unplaced`.
"""
