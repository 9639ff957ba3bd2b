"""Schema, built files and data card -> Croissant 1.1 (with the responsible-AI fields) and a plain schema.org Dataset, as JSON-LD."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from stances.release.about import About
from stances.schema import TABLES, Column, Table

TYPES = {"id": "sc:Text", "text": "sc:Text", "date": "sc:Date", "bool": "sc:Boolean",
         "int8": "cr:Int8", "int16": "cr:Int16", "int32": "cr:Int32"}  # fmt: skip
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
# The responsible-AI fields: the data card says the same at length.
RESPONSIBLE = {
    "rai:dataCollection": "Statements were found in stored public pages and written down with the page's address; a second pass that had "
    "not written them read them again against their pages.",
    "rai:dataCollectionType": ["Manual Human Curator", "Software Collection"],
    "rai:dataAnnotationProtocol": "Each statement is coded twice, blind, on each proposition under CODING.md; differences are adjudicated "
    "and kept. The coders are passes of one language model, as the table coders says.",
    "rai:dataAnnotationAnalysis": "Percent agreement and Krippendorff's ordinal alpha per proposition, in CARD.md.",
    "rai:dataBiases": "English-language pages prevail; people with press offices are heard more than others; known gaps are in CARD.md.",
    "rai:dataLimitations": "A statement is not a deed; absence of a row is not a position; linked disagreements are inference.",
    "rai:dataUseCases": ["Comparing public positions within and between governments", "Teaching and testing of stance detection"],
    "rai:personalSensitiveInformation": ["Political opinions that public figures stated in public"],
    "rai:dataSocialImpact": "Rows speak of living people: cite the statement and its page, not the number alone.",
}


def croissant(folder: Path, about: About) -> str:
    """Croissant metadata of the tables in `folder`, as text; paths are those beside a `tables/` folder."""
    content = dataset(about) | {
        "@context": CONTEXT,
        "conformsTo": ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/RAI/1.0"],
        "citeAs": f"{', '.join(about.creators)}. {about.title}. Version {about.version}.",
        "isLiveDataset": False,
        "distribution": [file_object(table, folder / f"{table.name}.parquet") for table in TABLES.values()],
        "recordSet": [record_set(table) for table in TABLES.values()],
    }
    return json.dumps(content | RESPONSIBLE, indent=1, ensure_ascii=False) + "\n"


def schema_org(about: About) -> str:
    """A schema.org Dataset for search engines, as text."""
    return json.dumps({"@context": "https://schema.org/"} | dataset(about), indent=1, ensure_ascii=False) + "\n"


def dataset(about: About) -> dict[str, Any]:
    """What both say of the dataset."""
    return {
        "@type": "Dataset",
        "name": about.name,
        "alternateName": about.title,
        "description": about.description,
        "version": about.version,
        "datePublished": about.published.isoformat(),
        "license": about.licence_url,
        "creator": [{"@type": "Organization", "name": name} for name in about.creators],
        "keywords": list(about.keywords),
    }


def file_object(table: Table, path: Path) -> dict[str, Any]:
    """One Parquet file."""
    return {
        "@type": "cr:FileObject",
        "@id": f"{table.name}.parquet",
        "name": f"{table.name}.parquet",
        "description": table.about,
        "contentUrl": f"tables/{table.name}.parquet",
        "contentSize": f"{path.stat().st_size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def record_set(table: Table) -> dict[str, Any]:
    """One table as records."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [record_field(table, column) for column in table.columns],
    }


def record_field(table: Table, column: Column) -> dict[str, Any]:
    """One column as a field. What it points to is told in datapackage.json: readers of Croissant join along references as they load."""
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.about,
        "dataType": TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}},
    }
