"""KML 2.2 (OGC 07-147r2) for phones: one placemark a row, coloured as on the map, with the quote as its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from lxml import etree

from geodata import symbols
from geodata.export.columns import GEOMETRY, Column
from geodata.export.job import Job

NAMESPACE = "http://www.opengis.net/kml/2.2"
KINDS = {"text": "string", "whole": "int", "real": "double", "day": "string", "flag": "bool"}
# What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(path: Path, job: Job) -> int:
    """Write the placemarks and return their number; a row whose place is unknown has none on the map."""
    rows = 0
    with etree.xmlfile(str(path), encoding="utf-8") as file:
        file.write_declaration()
        with file.element("kml", nsmap={None: NAMESPACE}), file.element("Document"):
            file.write(_text("name", job.title))
            file.write(_text("description", "\n".join(f"{name}: {value}" for name, value in job.about)))
            for style in _styles():
                file.write(style)
            file.write(_schema(job.columns))
            for batch in job.batches:
                for placemark in _placemarks(batch, job):
                    file.write(placemark)
                    rows += 1
    return rows


def _text(tag: str, text: str) -> Any:
    made = etree.Element(tag)
    made.text = clean(text)
    return made


def clean(text: str) -> str:
    """Return the text without characters that no XML file can hold."""
    return _FORBIDDEN.sub("", text)


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
    return re.sub(r"[^A-Za-z0-9-]+", "-", key)


def _schema(columns: tuple[Column, ...]) -> Any:
    schema = etree.Element("Schema", name="liptako", id="liptako")
    for column in columns:
        etree.SubElement(schema, "SimpleField", type=KINDS[column.kind], name=column.name)
    return schema


def _placemarks(batch: pa.RecordBatch, job: Job) -> Iterator[Any]:
    shapes = shapely.from_wkb(np.asarray(batch.column(GEOMETRY).to_pylist(), object))
    names = [column.name for column in job.columns]
    for shape, values in zip(
        shapes, zip(*(batch.column(name).to_pylist() for name in names), strict=True), strict=True
    ):
        yield _placemark(shape, dict(zip(names, values, strict=True)))


def _placemark(shape: Any, row: dict[str, Any]) -> Any:
    mark = etree.Element("Placemark")
    label = [row["location"] or row["country"] or "?", str(row["event_date"] or "")]
    mark.append(_text("name", " · ".join(part for part in label if part)))
    if shape is None:
        etree.SubElement(mark, "visibility").text = "0"
    mark.append(_text("description", f"{row['notes'] or ''}\n— {row['source'] or ''}"))
    if row["event_date"]:
        span = etree.SubElement(mark, "TimeSpan")
        etree.SubElement(span, "begin").text = row["event_date"].isoformat()
        etree.SubElement(span, "end").text = (row["end_date"] or row["event_date"]).isoformat()
    etree.SubElement(mark, "styleUrl").text = "#" + _style_id(row["symbol"])
    data = etree.SubElement(etree.SubElement(mark, "ExtendedData"), "SchemaData", schemaUrl="#liptako")
    for name, value in row.items():
        if value is not None:
            etree.SubElement(data, "SimpleData", name=name).text = clean(_written(value))
    if shape is not None:
        mark.append(geometry(shape))
    return mark


def _written(value: Any) -> str:
    return {True: "1", False: "0"}[value] if isinstance(value, bool) else str(value)


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
