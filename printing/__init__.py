"""The printing engine: documents in, exact Thai PDF out. It knows no rule and no model.

    documents.py      what is printed: the reports, frozen dataclasses of ready-made strings, and `render_document`
    form_documents.py forms, agendas and minutes: a head and parts in order; form_tables.py has their tables
    document_base.py  what all documents share; document_json.py their canonical JSON
    pictures.py       the pictures of a document, asked for by SHA-256; picture_file.py writes each anew, in the press
    outline.py        numbers the lines that begin with #, ##, ### (screens use it too)
    binding.py        several finished PDFs as one
    pdf.py            `render`: HTML to PDF bytes under limits, or PrintingFailed with a sentence for the user
    press.py          this process's line to the press, a process that is warm and waits for work
    press_process.py  the press itself: one fresh child for each document, limited by the kernel
    typeset.py        inside that child: WeasyPrint, and a fetcher that denies everything
    text_layer.py     makes the text under the page equal the text that went in
    fonts.py          Sarabun and our signs, and no other font of the machine
    signs_font.py     ☐ ☑ and their like, which Sarabun lacks
    print.css         the page

`press_process` and what it imports (typeset, picture_file, text_layer, fonts, signs_font, limits) never import
Django: the process that meets people's text knows neither settings nor secrets nor a database.

Text in the PDF: white space may differ, line feeds become line ends, invisible characters (joiners, variation
selectors, controls) are left out, everything else comes back as it went in; docs/decisions/0004-exact-text-layer.md
tells how. A character that neither font draws is printed as a frame, keeps its place in the text, and is
logged by `pdf.render`; `fonts.missing_characters` tells beforehand.
"""
