// Rows copied from a spreadsheet, read by the rules of innovation/forms/idea_table.py. Pure: knows no page.
"use strict";

const IdeaTable = (() => {
  const COLUMNS = 8;

  // The content of a quoted cell, the place behind it; null when the quotes do not hold a whole cell.
  function quoted(text, start) {
    let place = start + 1;
    while (place < text.length) {
      if (text[place] !== '"') {
        place += 1;
      } else if (text[place + 1] === '"') {
        place += 2;
      } else {
        const end = place + 1;
        if (end < text.length && !"\t\r\n".includes(text[end])) return null;
        const inside = text.slice(start + 1, place);
        const needed = /[\t\r\n]|""/.test(inside);
        return { content: needed ? inside.replaceAll('""', '"') : text.slice(start, end), end };
      }
    }
    return null;
  }

  function plain(text, start) {
    let end = start;
    while (end < text.length && !"\t\r\n".includes(text[end])) end += 1;
    return { content: text.slice(start, end), end };
  }

  // Rows of cells without margins; rows in which every cell is empty are left out.
  function read(text) {
    const rows = [[]];
    let place = 0;
    for (;;) {
      const cell = (text[place] === '"' && quoted(text, place)) || plain(text, place);
      rows.at(-1).push(cell.content.trim());
      place = cell.end;
      if (place >= text.length) break;
      if (text[place] !== "\t") rows.push([]);
      place += text.startsWith("\r\n", place) ? 2 : 1;
    }
    return rows.filter((row) => row.some(Boolean));
  }

  const comparable = (words) => words.normalize("NFC").replace(/\s+/g, "").toLowerCase();

  // Without the row of headings, if it was copied along: what stands above titles and above problems, both.
  function withoutHeadings(rows, headings, titleColumn) {
    const above = rows[0]?.slice(Math.max(titleColumn, 0), titleColumn + 2) ?? [];
    const are = above.length === 2 && above.every((cell, place) => headings[place].map(comparable).includes(comparable(cell)));
    return are ? rows.slice(1) : rows;
  }

  // The value of the type that the words name by code, by label, or by a part of one label alone; "" for none.
  function typeNamed(types, words) {
    const sought = comparable(words);
    if (!sought) return "";
    const exact = types.filter(([, code, label]) => [code, label].map(comparable).includes(sought));
    const partial = types.filter(([, , label]) => sought.length > 2 && comparable(label).includes(sought));
    const found = exact.length ? exact : partial;
    return found.length === 1 ? found[0][0] : "";
  }

  return { COLUMNS, read, withoutHeadings, typeNamed };
})();
