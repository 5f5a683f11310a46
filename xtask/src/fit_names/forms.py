#!/usr/bin/env python3
"""Takes the forms of names out of the unpacked packages.

Usage: forms.py PACKAGES FOLDER. Writes FOLDER/forms.tsv (bearer, word: words that one list gives as forms of one name)
and FOLDER/names.tsv (bearer, full name in Latin letters, as written). A bearer is a group of the list of `rigour` or an
Arabic spelling of `arabic-name-romanizer`. Deterministic; nothing is chosen here.
"""
import glob, sqlite3, sys

def is_arabic(word):
    return "\u0600" <= word[0] < "\u0780"


def is_latin(word):
    return word[0] < "\u0250"


packages, folder = sys.argv[1:]
[groups] = glob.glob(packages + "/rigour-*/rust/data/names/person_names.txt")
[units] = glob.glob(packages + "/arabic_name_romanizer/resources/names.sqlite3")
rows, spelled = set(), {}
for line in open(groups, encoding="utf-8"):
    forms, bearer = line.rstrip("\n").rsplit(" => ", 1)
    forms = [form.strip() for form in forms.split(", ") if form.strip() and " " not in form.strip()]
    rows |= {(bearer, form) for form in forms}
    latin = [form for form in forms if is_latin(form)]
    for form in forms:
        if is_arabic(form):
            spelled.setdefault(form, []).append(latin)
base = sqlite3.connect("file:" + units + "?mode=ro", uri=True)
for key, latin in base.execute("select arabic_key, latin from units"):
    if " " not in key and " " not in latin:
        rows |= {("a:" + key, key), ("a:" + key, latin.lower())}
# What one Arabic spelling stands for comes back as any of these, so it is a bearer too.
for arabic, groups in spelled.items():
    if len(groups) > 1:
        rows |= {("y:" + arabic, form) for latin in groups for form in latin[:4]}
names = {("a:" + key, latin) for key, latin in base.execute("select arabic_key, latin from full_names")}
for name, table in (("forms.tsv", rows), ("names.tsv", names)):
    with open(folder + "/" + name, "w", encoding="utf-8") as out:
        for row in sorted(table):
            if not any("\t" in cell or "\n" in cell for cell in row):
                out.write("\t".join(row) + "\n")
