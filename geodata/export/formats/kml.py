"""KML 2.2 (OGC 07-147r2) for phones: one placemark a row, coloured as on the map, with the quote as its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree

from geodata import symbols
from geodata.export.columns import GEOMETRY
from geodata.export.job import Job
from geodata.export.shapes import Shapes
from geodata.export.telling import say
from geodata.export.texts import as_xml, between, permitted, pieces, side_by_side

NAMESPACE = "http://www.opengis.net/kml/2.2"
KINDS = {"text": "string", "whole": "int", "real": "double", "day": "string", "flag": "bool"}
_NOT_OF_IDS = r"[^A-Za-z0-9-]+"


def write(path: Path, job: Job) -> int:
    """Write the placemarks and return their number; a row whose place is unknown has none on the map."""
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{NAMESPACE}"><Document>\n')
        told = "\n".join(say("line", job.language, heading=heading, value=value) for heading, value in job.about)
        for part in (
            _text("name", job.title),
            _text("open", "1"),
            _text("description", told),
            *_styles(),
            _schema(job),
        ):
            file.write(etree.tostring(part, encoding="unicode") + "\n")
        for batch in job.batches:
            for placemark in placemarks(batch):
                file.writelines(placemark)
            rows += batch.num_rows
        file.write("</Document></kml>\n")
    return rows


def _text(tag: str, text: str) -> Any:
    made = etree.Element(tag)
    made.text = permitted(pa.array([text])).to_pylist()[0]
    return made


def _styles() -> Iterator[Any]:
    for key, row in symbols.styles().items():
        style = etree.Element("Style", id=_style_id(key))
        icon = etree.SubElement(style, "IconStyle")
        etree.SubElement(icon, "color").text = _colour(row.colour, "ff")
        line = etree.SubElement(style, "LineStyle")
        etree.SubElement(line, "color").text = _colour(row.colour, "ff")
        etree.SubElement(line, "width").text = "2"
        etree.SubElement(etree.SubElement(style, "PolyStyle"), "color").text = _colour(row.colour, "33")
        yield style


def _colour(web: str, opacity: str) -> str:
    """Return #RRGGBB as KML writes it: opacity, blue, green, red."""
    return f"{opacity}{web[5:7]}{web[3:5]}{web[1:3]}".lower()


def _style_id(key: str) -> str:
    return re.sub(_NOT_OF_IDS, "-", key)


def _schema(job: Job) -> Any:
    schema = etree.Element("Schema", name="liptako", id="liptako")
    for column in job.columns:
        etree.SubElement(schema, "SimpleField", type=KINDS[column.kind], name=column.name)
    return schema


def placemarks(batch: pa.RecordBatch) -> Iterator[tuple[str, str, str]]:
    """Yield the rows of a batch as placemarks, each in three parts: an outline is never copied."""
    shapes = Shapes.of(batch)
    each = np.array([etree.tostring(geometry(shape), encoding="unicode") for shape in shapes.each], object)
    told = shapes.told(each, "")
    for rows, piece in pieces(batch):
        opening = side_by_side([_head(piece), _period(piece), _style(piece), _data(piece)])
        yield from zip(opening.to_pylist(), told[rows].tolist(), repeat("</Placemark>\n"), strict=False)


def _head(batch: pa.RecordBatch) -> pa.Array:
    """Return what a phone lists and shows: place and day, one line of the quote, and all of it with who says so."""
    place = pc.coalesce(batch.column("location"), batch.column("country"), pa.scalar("?"))
    day = between(" · ", as_xml(batch.column("event_date")), "")
    visible = pc.if_else(pc.is_valid(batch.column(GEOMETRY)), "", "<visibility>0</visibility>")
    notes = as_xml(batch.column("notes"))
    source = between("\n— ", as_xml(batch.column("source")), "")
    return side_by_side([
        between("<Placemark><name>", as_xml(place), ""), day, between("</name>", visible, ""),
        between('<Snippet maxLines="2">', notes, "</Snippet>"),
        between("<description>", side_by_side([pc.fill_null(notes, ""), source]), "</description>"),
    ])  # fmt: skip


def _period(batch: pa.RecordBatch) -> pa.Array:
    begin = as_xml(batch.column("event_date"))
    end = as_xml(pc.coalesce(batch.column("end_date"), batch.column("event_date")))
    return between("", side_by_side(["<TimeSpan><begin>", begin, "</begin><end>", end, "</end></TimeSpan>"]), "")


def _style(batch: pa.RecordBatch) -> pa.Array:
    symbol = pc.replace_substring_regex(batch.column("symbol"), _NOT_OF_IDS, "-")
    return between("<styleUrl>#", symbol, "</styleUrl>")


def _data(batch: pa.RecordBatch) -> pa.Array:
    fields = [
        between(f'<SimpleData name="{name}">', _flagged(batch.column(name)), "</SimpleData>")
        for name in batch.schema.names
        if name != GEOMETRY
    ]
    return side_by_side(['<ExtendedData><SchemaData schemaUrl="#liptako">', *fields, "</SchemaData></ExtendedData>"])


def _flagged(column: pa.Array) -> pa.Array:
    return as_xml(column.cast(pa.int32()) if pa.types.is_boolean(column.type) else column)


def geometry(shape: Any) -> Any:
    """Return a point or polygon as KML."""
    parts = getattr(shape, "geoms", None)
    if parts is not None:
        many = etree.Element("MultiGeometry")
        many.extend(geometry(part) for part in parts)
        return many
    if shape.geom_type == "Point":
        point = etree.Element("Point")
        etree.SubElement(point, "coordinates").text = _coordinates([(shape.x, shape.y)])
        return point
    polygon = etree.Element("Polygon")
    for side, rings in (("outerBoundaryIs", [shape.exterior]), ("innerBoundaryIs", shape.interiors)):
        for ring in rings:
            line = etree.SubElement(etree.SubElement(polygon, side), "LinearRing")
            etree.SubElement(line, "coordinates").text = _coordinates(ring.coords)
    return polygon


def _coordinates(points: Any) -> str:
    return " ".join(f"{round(lon, 7)},{round(lat, 7)}" for lon, lat in points)
