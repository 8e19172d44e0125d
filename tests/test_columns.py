"""The specs of the columns are complete, and the data package says the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from timeline.columns import EVENTS, PASSAGES, SOURCE_TYPES, SOURCES, TABLES, TableSpec, datapackage

DESIGN = {
    "sources": "id, file, type, title, author, container_title, issued, issued_evidence, url, accessed, "
    "archive_url, language, rights, publish, derived_from, note",
    "events": "id, title, date, calendar, year_start, evidence, date_source, date_note, kind, parties, "
    "place, lat, lon, importance, status, summary, wikidata",
    "passages": "id, event, source, exact, prefix, suffix, relation, property, value, value_evidence, rank, "
    "rank_reason, speaker",
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_are_those_of_the_design_in_that_order(table: TableSpec) -> None:
    """Other programs rely on these names."""
    assert [column.name for column in table.columns] == DESIGN[table.name].split(", ")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_explains_itself(table: TableSpec) -> None:
    """Each description is one sentence, and each choice has values, its default among them."""
    for column in table.columns:
        assert column.description.endswith(".")
        assert (column.type == "choice") == bool(column.choices)
        assert not column.default or not column.choices or column.default in column.choices
        assert not (column.required and column.default)


def test_the_types_of_sources_are_those_of_csl() -> None:
    """All 45 of CSL 1.0.2, each a whole word, none broken at the end of a line of ours."""
    assert len(SOURCE_TYPES) == len(set(SOURCE_TYPES)) == 45
    assert all(re.fullmatch("[a-z]+([-_][a-z]+)*", kind) for kind in SOURCE_TYPES)
    assert "paper-conference" in SOURCE_TYPES


def test_the_data_package_of_this_project_equals_the_specs() -> None:
    """`data/datapackage.json` is what the specs make, so that no other validator judges differently."""
    path = Path(__file__).resolve().parent.parent / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    assert package == json.loads(
        json.dumps(datapackage(package["title"], package["description"], package["kinds"]))
    )
    assert package["title"] == "China and Russia in treaties"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("China and Russia in treaties", "china-and-russia-in-treaties"),
        ("  Traités — 1689/1858!", "traites-1689-1858"),
        ("条约", "timeline"),
        ("", "timeline"),
        ("a" * 99 + " b", "a" * 99),
    ],
)
def test_a_data_package_is_named_after_its_title(title: str, name: str) -> None:
    """In what letters the standard allows, so that two projects do not bear one name."""
    assert datapackage(title)["name"] == name


def test_the_data_package_has_keys_and_choices() -> None:
    """Primary keys, foreign keys, enumerations and ranges are there for validators that know them."""
    resources = {resource["name"]: resource for resource in datapackage("x")["resources"]}
    assert {name: resource["path"] for name, resource in resources.items()} == {
        "events": "events.csv",
        "passages": "passages.csv",
        "sources": "sources.csv",
    }
    assert [key["fields"] for key in resources["passages"]["schema"]["foreignKeys"]] == ["event", "source"]
    assert all(resource["schema"]["primaryKey"] == "id" for resource in resources.values())
    fields = {field["name"]: field for field in resources["events"]["schema"]["fields"]}
    assert fields["status"]["constraints"]["enum"] == ["asserted", "disputed", "doubtful"]
    assert (fields["lat"]["type"], fields["lat"]["constraints"]) == (
        "number",
        {"minimum": -90, "maximum": 90},
    )
    assert fields["id"]["constraints"]["unique"]


def test_files_are_under_data() -> None:
    """A table's file is named after it."""
    assert [table.file for table in (EVENTS, PASSAGES, SOURCES)] == [
        "data/events.csv",
        "data/passages.csv",
        "data/sources.csv",
    ]
