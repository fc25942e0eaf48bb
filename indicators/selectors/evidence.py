def evidence_rows(dossier):
    return []
