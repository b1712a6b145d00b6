//! A short run of every fuzz target: seeds of our own, changed by a fixed generator, so that each run is the same.

#[path = "../fuzz/checks.rs"]
mod checks;

use std::fs;

/// Files to begin with: what each target reads when nothing is wrong, and hostile markup.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    let mut attacks: Vec<_> = fs::read_dir("tests/attacks")
        .expect("the attacks are there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    attacks.sort();
    for path in attacks {
        seeds.extend(fs::read(path).expect("readable").split(|&byte| byte == b'\n').map(<[u8]>::to_vec));
    }
    seeds.push(fs::read("www/sample.txt").expect("the sample is there"));
    let page = saidwho::page::html::read("<h1>A story</h1><p>“We will build it,” said Ada Lind.");
    let app = "<title>x</title><main id=\"article\"></main><script type=\"application/ld+json\" id=\"saidwho-document\"></script>";
    let list = saidwho::annotations::List::from_reading(&page, &saidwho::annotate(&page));
    let words = saidwho::show::words::Words::default();
    let file = saidwho::show::bundle::fill(app, &page, &saidwho::annotations::History::new(list), None, &words)
        .expect("both places are there");
    let data = file.split("id=\"saidwho-document\">").nth(1).expect("the data is there");
    seeds.push(data.replace("</script>", "").into_bytes());
    seeds.push(file.into_bytes());
    seeds.push(saidwho::tagger::weights::Weights::write(2, 3, &[7; 12], &[1; 12]));
    seeds.push(saidwho::tagger::network::Network::default().write());
    seeds.push(saidwho::tagger::lexicon::LexiconBuilder::default().pack());
    seeds
}

/// The next number of a fixed sequence (xorshift).
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 16) as usize
}

/// A seed with a few bytes changed, a stretch cut out, or a stretch of another put in.
fn changed(seeds: &[Vec<u8>], state: &mut u64) -> Vec<u8> {
    let mut bytes = seeds[next(state) % seeds.len()].clone();
    for _ in 0..next(state) % 4 {
        let at = next(state) % (bytes.len() + 1);
        let end = (at + next(state) % 16).min(bytes.len());
        match next(state) % 3 {
            0 => bytes[at..end].iter_mut().for_each(|byte| *byte ^= next(state) as u8),
            1 => drop(bytes.drain(at..end)),
            _ => {
                let other = &seeds[next(state) % seeds.len()];
                let from = next(state) % (other.len() + 1);
                let to = (from + next(state) % 64).min(other.len());
                bytes.splice(at..at, other[from..to].iter().copied());
            }
        }
    }
    bytes
}

#[test]
fn every_target_runs_for_a_moment() {
    let seeds = seeds();
    assert!(seeds.len() > 150, "the seeds were found");
    for (name, check) in checks::ALL {
        let mut state = 0x5a1d_0001;
        for (number, bytes) in seeds.iter().cloned().chain((0..1000).map(|_| changed(&seeds, &mut state))).enumerate() {
            let fine = std::panic::catch_unwind(|| check(&bytes)).is_ok();
            assert!(fine, "{name}, input {number}: {:?}", String::from_utf8_lossy(&bytes));
        }
    }
}
