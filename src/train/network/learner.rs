//! The gradient of the network's weights, and the steps down it.

use super::super::Shuffle;
use super::super::field::{CERTAIN, Field, Row as Scores};
use super::{NONE, Settings, Text};
use crate::tagger::network::{INPUT, Network, REACH, Row, WIDTH, add};
use crate::tagger::templates::SEATS;
use crate::tagger::weights::LANES;

/// A network while it is trained.
pub(super) struct Learner {
    settings: Settings,
    pub(super) network: Network,
    gradient: Network,
    /// The running means of the gradient and of its square.
    means: [Network; 2],
    /// How much of those means is not yet known, a share each.
    unknown: [f32; 2],
    transitions: Transitions,
    pub(super) shuffle: Shuffle,
    field: Field,
}

/// The scores of the steps between labels; they serve the training alone, for reading has those of the linear model.
struct Transitions {
    scores: Vec<Scores>,
    gradient: Vec<Scores>,
    sums: Vec<Scores>,
}

/// What each layer gave for a text, with a part left out.
struct Layers {
    words: Vec<[f32; INPUT]>,
    /// What was left out of the words, and by how much the rest was raised for it.
    masks: Vec<[f32; INPUT]>,
    first: Vec<Row>,
    second: Vec<Row>,
    /// The strongest of the second layer elsewhere, and the place that each value is from.
    strongest: Vec<(Row, [u32; WIDTH])>,
    third: Vec<Row>,
    scores: Vec<Scores>,
}

/// How fast the two means forget (Kingma and Ba 2015).
const KEPT: [f32; 2] = [0.9, 0.999];
/// The step of the transitions, which learn by AdaGrad.
const TRANSITION_RATE: f32 = 0.05;
/// The widest that vectors of words begin.
const WIDE: f32 = 0.5;

impl Learner {
    pub(super) fn new(labels: usize, settings: Settings) -> Self {
        let mut shuffle = Shuffle(settings.seed);
        let mut network = Network::default();
        // As wide as the number of values that are summed up asks for (He et al. 2015); about a quarter of a word's are 0.
        let summed = [SEATS * INPUT * 3 / 4, REACH * WIDTH, 2 * WIDTH, WIDTH].map(|count| (6.0 / count as f32).sqrt());
        let wide = [[WIDE; 4], summed].concat();
        for (block, wide) in network.blocks_mut().into_iter().zip(wide) {
            block.fill_with(|| (shuffle.below(1 << 24) as f32 / (1 << 23) as f32 - 1.0) * wide);
        }
        for layer in [&mut network.first, &mut network.second, &mut network.third] {
            layer.last_mut().into_iter().for_each(|bias| *bias = [0.0; WIDTH]);
        }
        network.last[WIDTH] = [0.0; LANES];
        let rows = |value| vec![[value; LANES]; labels + 1];
        Self {
            settings,
            network,
            gradient: Network::default(),
            means: [Network::default(), Network::default()],
            unknown: [1.0; 2],
            transitions: Transitions { scores: rows(0.0), gradient: rows(0.0), sums: rows(0.1) },
            shuffle,
            field: Field::new(labels),
        }
    }

    /// Adds the gradient of a text.
    pub(super) fn read(&mut self, text: &Text) {
        let layers = self.forward(text);
        let mut second_back = vec![[0.0; WIDTH]; text.second.len()];
        for &(start, end) in &text.stretches {
            let gold: Vec<u8> = text.tokens[start..end].iter().map(|token| token.label).collect();
            self.field.begin(&self.transitions.scores);
            layers.scores[start..end].iter().for_each(|row| self.field.push(*row));
            self.field.pass_messages();
            for at in 0..gold.len() {
                let mut back = self.field.marginal(at);
                let right = usize::from(gold[at]);
                let is_certain = back[right] > CERTAIN;
                if !is_certain || at == 0 {
                    let rows = &mut self.transitions.gradient;
                    self.field.step_gradients(&gold, at, |from, to, gradient| rows[from][to] += gradient);
                }
                if !is_certain {
                    back[right] -= 1.0;
                    self.back_from_token(text, &layers, start + at, &back, &mut second_back);
                }
            }
        }
        self.back_from_second(text, &layers, &second_back);
    }

    fn forward(&mut self, text: &Text) -> Layers {
        let Settings { dropout, word_dropout, .. } = self.settings;
        let mut layers = Layers {
            words: Vec::with_capacity(text.words.len()),
            masks: Vec::with_capacity(text.words.len()),
            first: Vec::with_capacity(text.first.len()),
            second: Vec::with_capacity(text.second.len()),
            strongest: Vec::with_capacity(text.tokens.len()),
            third: Vec::with_capacity(text.tokens.len()),
            scores: Vec::with_capacity(text.tokens.len()),
        };
        let Self { network, shuffle, .. } = self;
        let mut projected = Vec::with_capacity(text.words.len());
        for word in &text.words {
            let mask = mask(shuffle, word_dropout);
            let values = times(&word.values(network), &mask);
            projected.push(network.project(&values));
            layers.words.push(values);
            layers.masks.push(mask);
        }
        let mut bent = |row: Row| times(&row.map(|value| value.max(0.0)), &mask(shuffle, dropout));
        for words in &text.first {
            let mut row = network.first[SEATS * INPUT];
            for (seat, &word) in words.iter().enumerate() {
                sum_up(&mut row, &projected[word as usize][seat]);
            }
            layers.first.push(bent(row));
        }
        for below in &text.second {
            let mut row = network.second[REACH * WIDTH];
            for (seat, &at) in below.iter().enumerate().filter(|place| *place.1 != NONE) {
                add(&mut row, &network.second[seat * WIDTH..(seat + 1) * WIDTH], &layers.first[at as usize]);
            }
            layers.second.push(bent(row));
        }
        for token in &text.tokens {
            let (mut strongest, mut from) = ([0.0; WIDTH], [NONE; WIDTH]);
            for &other in &token.elsewhere {
                let values = strongest.iter_mut().zip(&mut from).zip(&layers.second[other as usize]);
                for ((most, from), &value) in values.filter(|((most, _), value)| **value > **most) {
                    (*most, *from) = (value, other);
                }
            }
            let mut row = network.third[2 * WIDTH];
            add(&mut row, &network.third, &layers.second[token.own as usize]);
            add(&mut row, &network.third[WIDTH..], &strongest);
            let row = bent(row);
            let mut scores = network.last[WIDTH];
            add(&mut scores, &network.last, &row);
            layers.strongest.push((strongest, from));
            layers.third.push(row);
            layers.scores.push(scores);
        }
        layers
    }

    /// From the scores of a token back to the second layer.
    fn back_from_token(&mut self, text: &Text, layers: &Layers, at: usize, back: &Scores, second_back: &mut [Row]) {
        let Self { network, gradient, .. } = self;
        let own = text.tokens[at].own as usize;
        let row = &layers.third[at];
        let mut row_back = [0.0; WIDTH];
        learn(&mut gradient.last, &network.last, row, back, &mut row_back);
        sum_up(&mut gradient.last[WIDTH], back);
        let row_back = self.settings.through(row, &row_back);
        learn(&mut gradient.third, &network.third, &layers.second[own], &row_back, &mut second_back[own]);
        let (strongest, from) = &layers.strongest[at];
        let mut strongest_back = [0.0; WIDTH];
        learn(&mut gradient.third[WIDTH..], &network.third[WIDTH..], strongest, &row_back, &mut strongest_back);
        sum_up(&mut gradient.third[2 * WIDTH], &row_back);
        for (value, (&from, back)) in from.iter().zip(strongest_back).enumerate().filter(|value| *value.1.0 != NONE) {
            second_back[from as usize][value] += back;
        }
    }

    /// From the second layer back to the words.
    fn back_from_second(&mut self, text: &Text, layers: &Layers, second_back: &[Row]) {
        let Self { network, gradient, settings, .. } = self;
        let mut first_back = vec![[0.0; WIDTH]; text.first.len()];
        for ((below, row), back) in text.second.iter().zip(&layers.second).zip(second_back) {
            if *back == [0.0; WIDTH] {
                continue;
            }
            let back = settings.through(row, back);
            for (seat, at) in below.iter().map(|&at| at as usize).enumerate().filter(|place| place.1 != NONE as usize) {
                let rows = seat * WIDTH..(seat + 1) * WIDTH;
                let (learning, weights) = (&mut gradient.second[rows.clone()], &network.second[rows]);
                learn(learning, weights, &layers.first[at], &back, &mut first_back[at]);
            }
            sum_up(&mut gradient.second[REACH * WIDTH], &back);
        }
        let mut seats_back = vec![[[0.0; WIDTH]; SEATS]; text.words.len()];
        for ((words, row), back) in text.first.iter().zip(&layers.first).zip(&first_back) {
            let back = settings.through(row, back);
            for (seat, &word) in words.iter().enumerate() {
                sum_up(&mut seats_back[word as usize][seat], &back);
            }
            sum_up(&mut gradient.first[SEATS * INPUT], &back);
        }
        for (((word, values), mask), seats) in text.words.iter().zip(&layers.words).zip(&layers.masks).zip(&seats_back)
        {
            let mut word_back = [0.0; INPUT];
            for (seat, back) in seats.iter().enumerate() {
                let rows = seat * INPUT..(seat + 1) * INPUT;
                learn(&mut gradient.first[rows.clone()], &network.first[rows], values, back, &mut word_back);
            }
            let mut back = times(&word_back, mask).into_iter();
            for (vectors, place) in gradient.fields.iter_mut().zip(word.places()) {
                vectors[place].iter_mut().zip(&mut back).for_each(|(sum, back)| *sum += back);
            }
        }
    }

    /// A step by the gradient that has gathered, which is 0 afterwards.
    pub(super) fn step(&mut self, rate: f32) {
        self.unknown.iter_mut().zip(KEPT).for_each(|(unknown, kept)| *unknown *= kept);
        let [of_mean, of_square] = self.unknown.map(|unknown| 1.0 - unknown);
        let rate = rate * of_square.sqrt() / of_mean;
        let [means, squares] = &mut self.means;
        let blocks = self.network.blocks_mut().into_iter().zip(self.gradient.blocks_mut());
        for ((weights, gradient), (means, squares)) in
            blocks.zip(means.blocks_mut().into_iter().zip(squares.blocks_mut()))
        {
            for ((weight, gradient), (mean, square)) in
                weights.iter_mut().zip(gradient).zip(means.iter_mut().zip(squares))
            {
                *mean = KEPT[0] * *mean + (1.0 - KEPT[0]) * *gradient;
                *square = KEPT[1] * *square + (1.0 - KEPT[1]) * *gradient * *gradient;
                *weight -= rate * *mean / (square.sqrt() + 1e-6);
                *gradient = 0.0;
            }
        }
        let Transitions { scores, gradient, sums } = &mut self.transitions;
        let rows = scores.as_flattened_mut().iter_mut().zip(gradient.as_flattened_mut()).zip(sums.as_flattened_mut());
        for ((score, gradient), sum) in rows {
            *sum += *gradient * *gradient;
            *score -= TRANSITION_RATE * *gradient / sum.sqrt();
            *gradient = 0.0;
        }
    }
}

impl Settings {
    /// What goes back through the bend of a layer and what was left out of it.
    fn through(&self, row: &Row, back: &Row) -> Row {
        let raised = raised(self.dropout);
        std::array::from_fn(|at| if row[at] > 0.0 { back[at] * raised } else { 0.0 })
    }
}

/// By how much values are raised for those that are left out.
fn raised(dropout: u32) -> f32 {
    256.0 / (256.0 - dropout as f32)
}

fn mask<const N: usize>(shuffle: &mut Shuffle, dropout: u32) -> [f32; N] {
    let raised = raised(dropout);
    std::array::from_fn(|_| if (shuffle.below(256) as u32) < dropout { 0.0 } else { raised })
}

fn times<const N: usize>(one: &[f32; N], other: &[f32; N]) -> [f32; N] {
    std::array::from_fn(|at| one[at] * other[at])
}

fn sum_up<const N: usize>(sum: &mut [f32; N], row: &[f32; N]) {
    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
}

/// Adds what the weights of a layer learn, and what goes back to the values below it, where those are not 0.
fn learn<const N: usize>(
    gradient: &mut [[f32; N]],
    weights: &[[f32; N]],
    below: &[f32],
    back: &[f32; N],
    below_back: &mut [f32],
) {
    let values = below.iter().zip(below_back).zip(gradient.iter_mut().zip(weights));
    for ((&value, below_back), (gradient, weights)) in values.filter(|((value, _), _)| **value != 0.0) {
        gradient.iter_mut().zip(back).for_each(|(gradient, back)| *gradient += value * back);
        // Eight sums at once: a single one would have to wait for itself.
        let mut lanes = [0.0_f32; 8];
        for (weights, back) in weights.chunks_exact(8).zip(back.chunks_exact(8)) {
            for ((lane, weight), back) in lanes.iter_mut().zip(weights).zip(back) {
                *lane += weight * back;
            }
        }
        *below_back += lanes.iter().sum::<f32>();
    }
}
