"""Reads a folder of exports with readers that others wrote, and says what does not hold.

In: a folder with case.json, csv/, parquet/, case.geojson, case.ftm, case.jsonld of one case. Out: a
line a check, and exit code 1 where one fails. The JSON is the measure: what it says, the others say.
Each group ends by breaking something and looking whether the reader notices, so that no check passes
because nothing was looked at.
"""

import csv
import hashlib
import io
import json
import sys
from pathlib import Path

FORMULA = tuple("=+-@\t\r\n'＝＋－＠")
failed = []


def holds(what, condition, why=""):
    if not condition:
        failed.append(what)
        print(f"FAILS  {what}: {why}"[:600])
    return condition


def claims_of(case):
    return [claim for event in case["events"] for claim in event["claims"]]


def counts(case):
    """Rows that each table must have, counted in the JSON."""
    events, entities = case["events"], case["entities"]
    slots = [slot for event in events for slot in event["slots"].values()]
    accounts = [account for event in events for account in event["accounts"]]
    return {
        "events": len(events),
        "places": sum(len(event["where"]) for event in events),
        "claims": len(claims_of(case)),
        "accounts": len(accounts),
        "channels": sum(len(account["channels"]) for account in accounts),
        "alignments": sum(len(account["alignment"]) for account in accounts),
        "slots": len(slots),
        "values": sum(len(slot["values"]) for slot in slots),
        "pairs": sum(len(slot.get("pairs", [])) for slot in slots),
        "disagreements": sum(len(event["disagreements"]) for event in events),
        "entities": len(entities),
        "names": sum(len(entity["names"]) for entity in entities),
        "joins": sum(len(entity["joined"]) for entity in entities),
        "relations": len(case["relations"]),
        "reports": len(case["reports"]),
        "origins": sum(len(origin["reports"]) for origin in case["origins"]),
        "ties": len(case["ties"]),
        "judgements": len(case["judgements"]),
    }


def unguarded(cell):
    return cell[1:] if cell.startswith("'") else cell


def tables(folder, case):
    import pandas
    import pyarrow as pa
    import pyarrow.parquet as parquet

    wanted = counts(case)
    names = sorted(path.stem for path in (folder / "parquet").iterdir())
    holds("csv and parquet have the same tables", names == sorted(p.stem for p in (folder / "csv").glob("*.csv")))
    for name in names:
        typed = parquet.read_table(folder / "parquet" / f"{name}.parquet")
        raw = (folder / "csv" / f"{name}.csv").read_bytes()
        flat = pandas.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False, na_filter=False)
        holds(f"{name}: same columns", list(flat.columns) == typed.column_names, flat.columns)
        holds(f"{name}: same number of rows", len(flat) == typed.num_rows, f"{len(flat)} {typed.num_rows}")
        if name in wanted:
            holds(f"{name}: as many rows as the JSON has", typed.num_rows == wanted[name], f"{typed.num_rows} {wanted[name]}")
        # Python's own reader, strict, agrees with pandas.
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), strict=True))
        holds(f"{name}: no ragged row", all(len(row) == len(flat.columns) for row in rows))
        holds(f"{name}: lines end as RFC 4180 has them", raw.endswith(b"\r\n"))
        holds(f"{name}: two readers, one table", rows[1:] == flat.values.tolist())
        for column in typed.column_names:
            same(name, column, flat[column].tolist(), typed.column(column), pa)
    texts = {report["id"]: report["text"] for report in case["reports"]}
    typed = parquet.read_table(folder / "parquet" / "claims.parquet").to_pylist()
    by_id = {claim["id"]: claim for claim in claims_of(case)}
    for row in typed:
        claim = by_id[row["claim"]]
        holds("claims: the quote is that of the JSON", row["quote"] == claim["quote"], row["claim"])
        holds("claims: slicing the text gives the quote", texts[row["report"]][row["start"]:row["end"]] == row["quote"], row["claim"])
        for key in ("low", "high"):
            holds(f"claims: {key}", row[key] == claim["value"].get(key), row["claim"])
    typed = parquet.read_table(folder / "parquet" / "reports.parquet").to_pylist()
    holds("reports: texts are those of the JSON", {row["report"]: row["text"] for row in typed} == texts)
    holds("a changed text is noticed", {row["report"]: (row["text"] or "") + "x" for row in typed} != texts)


def same(table, column, flat, typed, pa):
    """Cell by cell: what CSV says is what Parquet says."""
    kind = typed.type
    for cell, value in zip(flat, typed.to_pylist()):
        if pa.types.is_list(kind):
            good = (json.loads(cell) if cell else []) == value
        elif value is None:
            good = cell == ""
        elif pa.types.is_string(kind):
            good = unguarded(cell) == value.replace("\0", "\ufffd")
            good = good and not cell.startswith(tuple(sign for sign in FORMULA if sign != "'"))
        elif pa.types.is_boolean(kind):
            good = cell == ("true" if value else "false")
        elif pa.types.is_integer(kind):
            good = int(cell) == value
        elif pa.types.is_floating(kind):
            good = float(cell) == value
        elif pa.types.is_date(kind):
            good = cell == value.isoformat()
        else:
            good = False
        if not holds(f"{table}.{column}: CSV says what Parquet says", good, f"{cell!r} {value!r}"):
            return


def package(folder):
    """The description of the tables holds: types, what names a row, keys of other tables."""
    from frictionless import Package, system, validate

    system.trusted = True
    path = folder / "csv" / "datapackage.json"
    report = validate(str(path))
    for task in report.tasks:
        errors = [error.message for error in task.errors]
        holds(f"datapackage: {task.name} is as described", task.valid, errors[:3])
    holds("datapackage: describes every table", len(Package(str(path)).resources) == len(list((folder / "csv").glob("*.csv"))))


def geojson_(folder, case):
    import geojson
    from shapely.geometry import LinearRing, Point, shape

    text = (folder / "case.geojson").read_text(encoding="utf-8")
    collection = geojson.loads(text)
    holds("geojson: a collection", collection["type"] == "FeatureCollection" and collection.is_valid, collection.errors())
    wheres = {f"{event['id']}/{n + 1}": (event, where) for event in case["events"] for n, where in enumerate(event["where"])}
    holds("geojson: a feature a place", [f["id"] for f in collection["features"]] == list(wheres))
    head = collection["rashomon"]
    holds("geojson: events without a place are counted", head["events_without_place"] == sum(not e["where"] for e in case["events"]))
    drawn = 0
    for feature in collection["features"]:
        event, where = wheres[feature["id"]]
        claims = {claim["id"]: claim for claim in event["claims"]}
        said = [c for c in where["claims"] if claims[c]["polarity"] != "denied"]
        holds("geojson: who says so", bool(feature["properties"]["said_by"]) == bool(said), feature["id"])
        if feature["geometry"] is None:
            wide = where["area"] is not None and where["area"].get("radius_km", 0) > 4000
            holds("geojson: only what has no area is not drawn", where["area"] is None or wide, feature["id"])
            continue
        drawn += 1
        geometry = shape(feature["geometry"])
        holds("geojson: an area and no point", geometry.geom_type in ("Polygon", "MultiPolygon"), feature["id"])
        holds("geojson: a valid area", geometry.is_valid, feature["id"])
        west, south, east, north = geometry.bounds
        holds("geojson: on this earth", west >= -180 and east <= 180 and south >= -90 and north <= 90, feature["id"])
        parts = geometry.geoms if geometry.geom_type == "MultiPolygon" else [geometry]
        for part in parts:
            holds("geojson: outer rings run against the clock", LinearRing(part.exterior).is_ccw, feature["id"])
            holds("geojson: holes run with it", not any(LinearRing(hole).is_ccw for hole in part.interiors), feature["id"])
        area = where["area"]
        if area["shape"] == "disc" and geometry.geom_type == "Polygon":
            middle = Point(area["lon"], area["lat"])
            reach = (geometry.bounds[3] - geometry.bounds[1]) / 2 * 111.195
            holds("geojson: a disc around its middle", geometry.contains(middle) and abs(reach / area["radius_km"] - 1) < 0.02, feature["id"])
    holds("geojson: places drawn are counted", head["places_drawn"] == drawn and drawn > 0, drawn)
    broken = json.loads(text)
    next(f for f in broken["features"] if f["geometry"])["geometry"]["coordinates"][0] = [[0, 0]]
    holds("geojson: a broken ring is noticed", not geojson.loads(json.dumps(broken)).is_valid)


def ftm(folder, case):
    from followthemoney import model
    from followthemoney.statement.entity import StatementEntity
    from followthemoney.statement.serialize import read_path_statements
    from followthemoney.dataset import Dataset

    statements = list(read_path_statements(folder / "case.ftm", "json"))
    holds("ftm: no statement twice", len({s.id for s in statements}) == len(statements))
    by_id = {}
    for statement in statements:
        by_id.setdefault(statement.canonical_id, []).append(statement)
    dataset = Dataset.make({"name": statements[0].dataset, "title": "case"})
    schemas = {}
    for id, own in by_id.items():
        entity = StatementEntity.from_statements(dataset, own)
        schemas[id] = entity.schema.name
        try:
            entity.schema.validate({"properties": {p: entity.get(p) for p in {s.prop for s in own} if p != "id"}})
        except Exception as error:
            holds("ftm: the schema accepts every entity", False, f"{id} {entity.schema.name} {error}")
        for statement in own:
            if statement.prop == "id":
                continue
            kind = entity.schema.get(statement.prop).type
            if kind.name in ("date", "entity", "country", "url", "number"):
                holds(f"ftm: a value of type {kind.name}", kind.validate(statement.value), statement)
            if kind.name == "entity":
                holds("ftm: every reference leads somewhere", statement.value in by_id, statement)
                wanted = entity.schema.get(statement.prop).range
                there = by_id.get(statement.value)
                holds("ftm: and to the right sort", not there or model.get(there[0].schema).is_a(wanted), statement)
    count = lambda name: sum(schema == name for schema in schemas.values())
    holds("ftm: a note a claim", count("Note") == len(claims_of(case)), count("Note"))
    holds("ftm: an article a report", count("Article") == len(case["reports"]))
    holds("ftm: an event an event", count("Event") == len(case["events"]))
    quotes = {claim["id"]: claim["quote"] for claim in claims_of(case)}
    said = {s.origin: s.value for s in statements if s.schema == "Note" and s.prop == "description"}
    holds("ftm: quotes are those of the JSON", all(said[id] == quote for id, quote in quotes.items() if quote.strip()))
    holds("ftm: nobody is put into an event by the schema", not any(s.schema == "Event" and s.prop in ("involved", "organizer") for s in statements))


def jsonld(folder, case):
    import pyshacl
    import rdflib
    from pyld import jsonld as ld
    from rdflib.namespace import DCTERMS, PROV, RDF

    def no_network(url, options):
        raise RuntimeError(f"{url} was asked for")

    text = (folder / "case.jsonld").read_text(encoding="utf-8")
    document = json.loads(text)
    expanded = ld.expand(document, {"documentLoader": no_network})
    holds("jsonld: expands without a network", len(expanded) == len(document["@graph"]), len(expanded))
    holds("jsonld: every term has a meaning", all(key.startswith("@") or ":" in key for node in expanded for key in node))
    graph = rdflib.Graph()
    graph.parse(data=text, format="json-ld")
    OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
    R = rdflib.Namespace("https://rashomon.invalid/ns#")
    claims = {claim["id"]: claim for claim in claims_of(case)}
    texts = {report["id"]: report["text"] for report in case["reports"]}
    found = {}
    for node in graph.subjects(RDF.type, R.Claim):
        claim = claims[str(graph.value(node, DCTERMS.identifier))]
        found[claim["id"]] = node
        whole = texts[claim["report"]]
        target = graph.value(node, OA.hasTarget)
        source = graph.value(target, OA.hasSource)
        digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()
        holds("jsonld: the source is named by its digest", str(source) == f"nih:sha-256;{digest}", source)
        holds("jsonld: derived from it", graph.value(node, PROV.wasDerivedFrom) == source, claim["id"])
        holds("jsonld: attributed to somebody", graph.value(node, PROV.wasAttributedTo) is not None, claim["id"])
        for selector in graph.objects(target, OA.hasSelector):
            kind = graph.value(selector, RDF.type)
            if kind == OA.TextPositionSelector:
                start, end = (graph.value(selector, at).toPython() for at in (OA.start, OA.end))
                holds("jsonld: the position selects the quote", whole[start:end] == claim["quote"], claim["id"])
            else:
                parts = [graph.value(selector, at) for at in (OA.prefix, OA.exact, OA.suffix)]
                parts = ["" if part is None else str(part) for part in parts]
                holds("jsonld: the quote stands in the text with what is around it", "".join(parts) in whole and parts[1] == claim["quote"], claim["id"])
        chain = graph.value(node, R.saidBy)
        holds("jsonld: the whole chain in order", len(list(graph.items(chain))) == len(claim["said_by"]), claim["id"])
    holds("jsonld: an annotation a claim", found.keys() == claims.keys(), f"{len(found)} {len(claims)}")
    shapes = str(Path(__file__).with_name("shapes.ttl"))
    conforms, _, why = pyshacl.validate(graph, shacl_graph=shapes, advanced=False)
    holds("jsonld: conforms to the shapes", conforms, why)
    if found:
        graph.remove((next(iter(found.values())), PROV.wasDerivedFrom, None))
        holds("jsonld: the shapes notice what is missing", not pyshacl.validate(graph, shacl_graph=shapes)[0])


def coded(folder, case):
    import pandas

    acled, ucdp = (pandas.read_csv(folder / f"case.{name}") for name in ("acled", "ucdp"))
    holds("acled: 31 columns", len(acled.columns) == 31, len(acled.columns))
    holds("ucdp: 49 columns", len(ucdp.columns) == 49, len(ucdp.columns))
    coded = {event["id"]: event["grades"] for event in case["events"]}
    typed = [id for id, grades in coded.items() if grades.get("acled", {}).get("event_type") and not grades["acled"].get("readings")]
    rows = set(acled["event_id_cnty"].str.replace(r"/part-\d+$", "", regex=True))
    holds("acled: a row a typed event", set(typed) <= rows and rows, set(typed) - rows)
    holds("acled: days are days", pandas.to_datetime(acled["event_date"].dropna()).notna().all())
    holds("acled: fatalities are numbers", (acled["fatalities"].dropna() >= 0).all())
    parts = ucdp["deaths_a"] + ucdp["deaths_b"] + ucdp["deaths_civilians"] + ucdp["deaths_unknown"]
    known = ucdp["best"].notna()
    holds("ucdp: the dead add up to best", (parts == ucdp["best"])[known].all() and len(ucdp) > 0)
    holds("ucdp: low, best and high are in order", ((ucdp["low"] <= ucdp["best"]) & (ucdp["best"] <= ucdp["high"]))[known].all())
    records = [json.loads(line) for line in (folder / "case.plover").read_text(encoding="utf-8").splitlines()]
    statements = [r for r in records if r["event"] in ("CLAIM-RESP", "DENY-RESP")]
    holds("plover: a record an event that is coded", len(records) - len(statements) == sum("plover" in g for g in coded.values()))
    holds("plover: no statement is cooperation", all(r["quad_code"] not in (1, 2) for r in statements))
    texts = {report["id"]: report["text"] for report in case["reports"]}
    for record in records:
        if record.get("text_info"):
            told = record["text_info"]
            holds("plover: the span selects the text", texts[told["text_story"]][told["start"] : told["end"]] == record["text"], record["id"])


def main():
    folder = Path(sys.argv[1])
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    holds("there is something to check", len(claims_of(case)) > 20, len(claims_of(case)))
    groups = {
        "tables (pandas, pyarrow)": lambda: tables(folder, case),
        "data package (frictionless)": lambda: package(folder),
        "geojson (geojson, shapely)": lambda: geojson_(folder, case),
        "followthemoney": lambda: ftm(folder, case),
        "json-ld (pyld, rdflib, pyshacl)": lambda: jsonld(folder, case),
        "acled, ucdp, plover (pandas)": lambda: coded(folder, case),
    }
    for name, check in groups.items():
        before = len(failed)
        try:
            check()
        except Exception as error:
            holds(name, False, f"{type(error).__name__}: {error}")
        print(f"{'ok    ' if len(failed) == before else 'FAILS '} {name}")
    sys.exit(1 if failed else 0)


main()
