"""Prints reports of an invented war near real places, with all that breaks readers of exports.

Formulas as ids, outlets and titles; quotes, line ends and NUL inside texts; text from right to left;
a place on the antimeridian; voices without a name. All invented but the places.
"""

import json

REPORTS = [
    {
        "id": "=cmd|' /C calc'!A0",
        "outlet": "@SUM(1+1)*cmd",
        "published": "2031-03-05",
        "title": '=HYPERLINK("http://example.invalid","click")',
        "lang": "en",
        "url": "https://example.invalid/a?b=1&c=2",
        "text": "At least 12 people were killed in an airstrike on Labasa, Fiji, on Tuesday, the city clinic said. "
        'Colonel Adel Karim said: "=The Interior Army\nbombed the town," and "two ""children"" were wounded".\n'
        "Gunmen attacked a convoy 40 km east of Labasa on Monday, killing three soldiers, residents said.",
    },
    {
        "id": "'quoted",
        "outlet": "-Northern Wire",
        "published": "2031-03-05",
        "title": "Army denies raid\r\nand more",
        "lang": "en-GB",
        "text": "The Interior Army denied that it carried out an airstrike on Labasa, Fiji, on Tuesday. "
        "Nine fighters of the Northern Front died at Labasa, its spokesman عمر الديسي said. "
        "caf\u00e9 \U0001f525 \u202egnihton\u202c \x00 stands here. It was claimed that nine people were killed in Labasa on 4 March 2031.",
    },
    {
        "id": "+1",
        "outlet": None,
        "published": "2031-03-06",
        "title": None,
        "lang": None,
        "text": "An airstrike on Labasa, Fiji, on 4 March killed five fighters, the Northern Front admitted. "
        "The aircraft belonged to the Interior Army, according to residents. "
        "Shelling killed two people between Suva and Nadi on 5 March 2031, the mayor of Suva said.",
    },
    {
        "id": "plain id, with \"all\" of it; <b>#%/\\",
        "outlet": "Hill Post",
        "published": "2031-03-12",
        "title": "\t=1",
        "lang": "en",
        "text": "Gunmen attacked a checkpoint near Nadi, Fiji, on Monday, killing a woman and her two children, "
        "medical sources said. The Coastal Brigade claimed responsibility for the attack. "
        "Omar Dessin, who leads the Northern Front, did not comment. "
        "Clashes in the Northern Division of Fiji killed four people last week, police said.",
    },
]

for report in REPORTS:
    print(json.dumps(report))
