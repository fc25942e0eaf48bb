from indicators.importing.agency import AgencyName, resolve_agency

AGENCIES = [
    ("07000000", "สนพ.", "สำนักการแพทย์"),
    ("15000000", "สนท.", "สำนักเทศกิจ"),
    ("24000000", "สพส.", "สำนักพัฒนาสังคม"),
    ("03000000", "สกก.", "สำนักงานคณะกรรมการข้าราชการกรุงเทพมหานคร"),
    ("04060000", "สปท.", "สำนักงานปกครองและทะเบียน"),
    ("50010000", "", "สำนักงานเขตพระนคร"),
    ("50020000", "", "สำนักงานเขตป้อมปราบศัตรูพ่าย"),
]
REGISTRATION = AgencyName("04060000", "สปท.", "สำนักงานปกครองและทะเบียน")


def test_an_abbreviation_is_matched_exactly() -> None:
    assert resolve_agency("สปท.", AGENCIES).agency == REGISTRATION


def test_dots_and_spaces_do_not_count() -> None:
    assert resolve_agency(" ส.ป.ท. ", AGENCIES).agency == REGISTRATION
    assert resolve_agency("สปท", AGENCIES).agency == REGISTRATION


def test_a_code_and_a_full_name_are_matched_too() -> None:
    assert resolve_agency("04060000", AGENCIES).agency == REGISTRATION
    assert resolve_agency("สำนักงานเขตพระนคร", AGENCIES).agency == AgencyName("50010000", "", "สำนักงานเขตพระนคร")


def test_what_is_no_agencys_is_not_guessed_but_the_nearest_are_named_best_first() -> None:
    match = resolve_agency("สพท.", AGENCIES)
    assert match.agency is None
    assert [agency.abbreviation for agency in match.nearest] == ["สปท.", "สนท.", "สพส."]


def test_an_agency_without_an_abbreviation_is_never_the_empty_one() -> None:
    assert resolve_agency("", AGENCIES).agency is None
    assert resolve_agency(".", AGENCIES).nearest == []


def test_a_mistyped_name_names_the_nearest() -> None:
    assert [agency.code for agency in resolve_agency("สำนักงานเขตพระนะคร", AGENCIES).nearest][:1] == ["50010000"]


def test_two_agencies_of_one_abbreviation_are_both_named() -> None:
    twins = [*AGENCIES, ("99000000", "สปท.", "อีกหน่วยงาน")]
    match = resolve_agency("สปท.", twins)
    assert match.agency is None
    assert [agency.code for agency in match.nearest] == ["04060000", "99000000"]
