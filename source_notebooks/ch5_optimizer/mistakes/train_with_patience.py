"""What learners believe in exercise `train_with_patience`: wrong answers with their hints, and other right ones."""

import copy

import numpy as np

from autograder.mistakes import mistake, variant


def _copy(params):
    return {name: value.copy() for name, value in params.items()}


def _run(params, training, validation, patience, max_epochs, rng, *, own=_copy, keep=_copy,
         better=lambda new, losses, best: new < losses[best], waits=None, measure=None,
         epoch_rng=lambda rng: rng):  # fmt: skip
    """Do the exercise with one part of it replaced."""
    measure = measure or (lambda params: mean_loss(params, *validation))
    waits = waits or (lambda epoch, best, losses: epoch - best >= patience)
    params = own(params)
    losses, best, best_params = [measure(params)], 0, keep(params)
    for epoch in range(1, max_epochs + 1):
        one_epoch(params, *training, epoch_rng(rng))
        new = measure(params)
        if better(new, losses, best):
            best, best_params = epoch, keep(params)
        losses.append(new)
        if waits(epoch, best, losses):
            break
    return best_params, losses, best


def _named(hint):
    return mistake("train_with_patience", hint=hint)


@_named(
    "What you give back are the parameters of the *last* epoch, which had been getting worse for a while: the best were not copied, and went on being trained."
)
def best_is_no_copy(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max_epochs, rng, keep=lambda p: p)


@_named("You copy the dictionary of the best, but not the arrays in it, which go on being trained.")
def best_is_a_shallow_copy(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max_epochs, rng, keep=dict)


@_named("You train in the caller's own arrays. After the call they are no longer what they were.")
def trains_the_callers(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max_epochs, rng, own=lambda p: p)


@_named("You copy the caller's dictionary, but the arrays in it are still the caller's.")
def trains_the_callers_arrays(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max_epochs, rng, own=dict)


@_named("A loss that is as good as the best counts as better for you. Only a smaller one does.")
def ties_are_better(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, training, validation, patience, max_epochs, rng,
        better=lambda new, losses, best: new <= losses[best],
    )  # fmt: skip


@_named("You compare with the epoch before. A loss is better if it is less than *all* before it.")
def compares_with_the_last(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, training, validation, patience, max_epochs, rng,
        better=lambda new, losses, best: new < losses[-1],
    )  # fmt: skip


@_named("You wait one epoch too long.")
def one_too_patient(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience + 1, max_epochs, rng)


@_named("You stop one epoch too early.")
def one_too_impatient(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, max(patience - 1, 1), max_epochs, rng)


@_named("You stop at the first epoch that is not better, whatever the patience.")
def no_patience(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, 1, max_epochs, rng)


@_named("You never stop before `max_epochs`.")
def never_stops(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, max_epochs + 1, max_epochs, rng)


@_named(
    "You count *all* epochs without a better loss. After a better one, counting begins anew: they have to be in a row."
)
def never_forgives(params, training, validation, patience, max_epochs, rng):
    count = [0]

    def waits(epoch, best, losses):
        count[0] += epoch != best
        return count[0] >= patience

    return _run(params, training, validation, patience, max_epochs, rng, waits=waits)


@_named("Any fall makes you patient again, also when the loss is still above the best one.")
def any_fall_helps(params, training, validation, patience, max_epochs, rng):
    count = [0]

    def waits(epoch, best, losses):
        count[0] = 0 if losses[-1] < losses[-2] else count[0] + 1
        return count[0] >= patience

    return _run(params, training, validation, patience, max_epochs, rng, waits=waits)


@_named(
    "The loss is measured on the training part. There it falls and falls; it is the validation part that can tell."
)
def measures_on_training(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, training, validation, patience, max_epochs, rng,
        measure=lambda p: mean_loss(p, *training),
    )  # fmt: skip


@_named("You train on the validation part. Then it can no longer tell you anything.")
def trains_on_validation(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, validation, validation, patience, max_epochs, rng,
        measure=lambda p: mean_loss(p, *validation),
    )  # fmt: skip


@_named(
    "The loss before the first epoch is missing. What if the training makes it worse from the first step?"
)
def no_first_loss(params, training, validation, patience, max_epochs, rng):
    params = _copy(params)
    losses, best, best_params = [], 0, _copy(params)
    for epoch in range(max_epochs):
        one_epoch(params, *training, rng)
        losses.append(mean_loss(params, *validation))
        if losses[-1] < min([np.inf, *losses[:-1]]):
            best, best_params = epoch, _copy(params)
        if epoch - best >= patience:
            break
    return best_params, losses, best


@_named(
    "`best` counts the epochs from 0, so the place in the list, which has the loss before the training at place 0, is one more."
)
def best_is_one_off(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    return kept, losses, max(best - 1, 0)


@_named("You give the best *loss* where its place in the list is asked for.")
def best_is_the_loss(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    return kept, losses, losses[best]


@_named("You give the place of the last loss. Asked for is that of the best.")
def best_is_the_last(params, training, validation, patience, max_epochs, rng):
    kept, losses, _ = _run(params, training, validation, patience, max_epochs, rng)
    return kept, losses, len(losses) - 1


@_named("One epoch more than `max_epochs` is trained.")
def one_epoch_more(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max_epochs + 1, rng)


@_named("One epoch less than `max_epochs` is trained.")
def one_epoch_less(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max(max_epochs - 1, 0), rng)


@_named("At least one epoch is trained, even if `max_epochs` is 0.")
def at_least_one(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max(max_epochs, 1), rng)


@_named("Losses that were not better are not in your list. All of them are asked for.")
def better_losses_only(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    shorter = [v for i, v in enumerate(losses) if v < min([np.inf, *losses[:i]])]
    return kept, shorter, len(shorter) - 1


@_named("Your list ends at the best loss. The ones that showed that it was the best belong to it.")
def list_ends_at_the_best(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    return kept, losses[: best + 1], best


@_named(
    "After every epoch that was not better you go back to the best parameters. That is another method; here the training goes on from where it is."
)
def goes_back(params, training, validation, patience, max_epochs, rng):
    params = _copy(params)
    losses, best, best_params = [mean_loss(params, *validation)], 0, _copy(params)
    for epoch in range(1, max_epochs + 1):
        one_epoch(params, *training, rng)
        losses.append(mean_loss(params, *validation))
        if losses[-1] < losses[best]:
            best, best_params = epoch, _copy(params)
        else:
            params = _copy(best_params)
        if epoch - best >= patience:
            break
    return best_params, losses, best


@_named(
    "Each epoch has a fresh generator of yours: the samples are always dealt in the same order, and the caller's `rng` has no say."
)
def generator_of_its_own(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, training, validation, patience, max_epochs, rng,
        epoch_rng=lambda rng: np.random.default_rng(0),
    )  # fmt: skip


@_named(
    "You measure before the epoch instead of after it, so every loss stands one place too late, and the last one is missing."
)
def measured_before_the_epoch(params, training, validation, patience, max_epochs, rng):
    params = _copy(params)
    losses, best, best_params = [mean_loss(params, *validation)], 0, _copy(params)
    for epoch in range(1, max_epochs + 1):
        losses.append(mean_loss(params, *validation))
        if losses[-1] < losses[best]:
            best, best_params = epoch, _copy(params)
        one_epoch(params, *training, rng)
        if epoch - best >= patience:
            break
    return best_params, losses, best


@_named("The parameters that you keep are those from before the epoch that was better.")
def kept_too_late(params, training, validation, patience, max_epochs, rng):
    params = _copy(params)
    losses, best, best_params = [mean_loss(params, *validation)], 0, _copy(params)
    for epoch in range(1, max_epochs + 1):
        before = _copy(params)
        one_epoch(params, *training, rng)
        losses.append(mean_loss(params, *validation))
        if losses[-1] < losses[best]:
            best, best_params = epoch, before
        if epoch - best >= patience:
            break
    return best_params, losses, best


@_named("Your list begins with infinity. The first entry is the loss before the training.")
def begins_with_infinity(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    return kept, [1e300, *losses], best + 1


@_named(
    "Before the training nothing counts as the best, so the first epoch always is, even if it made things worse."
)
def first_epoch_always_better(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, training, validation, patience, max_epochs, rng,
        better=lambda new, losses, best: best == 0 or new < losses[best],
    )  # fmt: skip


@_named(
    "Your search for the best begins at some number that you took for large. Nobody promised that losses are smaller."
)
def begins_at_a_hundred(params, training, validation, patience, max_epochs, rng):
    return _run(
        params, training, validation, patience, max_epochs, rng,
        better=lambda new, losses, best: new < min(100.0, losses[best]),
    )  # fmt: skip


@_named(
    "You train all epochs, and cut the list afterwards. To stop early is meant to save the rest of the training."
)
def cut_afterwards(params, training, validation, patience, max_epochs, rng):
    params = _copy(params)
    losses, states = [mean_loss(params, *validation)], [_copy(params)]
    for _ in range(max_epochs):
        one_epoch(params, *training, rng)
        losses.append(mean_loss(params, *validation))
        states.append(_copy(params))
    best = 0
    for epoch in range(len(losses)):
        best = epoch if losses[epoch] < losses[best] else best
        if epoch - best == patience:
            return states[best], losses[: epoch + 1], best
    return states[best], losses, best


@_named("You train with a copy of the caller's generator. The caller's own should have moved on.")
def copies_the_generator(params, training, validation, patience, max_epochs, rng):
    return _run(params, training, validation, patience, max_epochs, copy.deepcopy(rng))


@_named(
    "If no epoch was better, what you give back are the caller's own arrays: whoever trains on with them changes the caller's."
)
def gives_the_callers_arrays(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    return (kept if best else params), losses, best


@_named("`best` is a place in a list, and places are whole numbers: an int.")
def best_is_a_decimal(params, training, validation, patience, max_epochs, rng):
    kept, losses, best = _run(params, training, validation, patience, max_epochs, rng)
    return kept, losses, float(best)


@variant("train_with_patience", "a counter and a while loop")
def by_counter(params, training, validation, patience, max_epochs, rng):
    mine = {name: np.array(value) for name, value in params.items()}
    X, t = validation
    losses = [mean_loss(mine, X, t)]
    lowest, place, since = losses[0], 0, 0
    kept = {name: np.array(value) for name, value in mine.items()}
    while len(losses) <= max_epochs and since < patience:
        one_epoch(mine, training[0], training[1], rng)
        now = mean_loss(mine, X, t)
        losses.append(now)
        since += 1
        if now < lowest:
            lowest, place, since = now, len(losses) - 1, 0
            kept = {name: np.array(value) for name, value in mine.items()}
    return kept, losses, place


@variant("train_with_patience", "keeps every state, and chooses at the end")
def keeps_everything(params, training, validation, patience, max_epochs, rng):
    states, losses = [_copy(params)], [mean_loss(params, *validation)]
    for _ in range(max_epochs):
        mine = _copy(states[-1])
        one_epoch(params=mine, X=training[0], t=training[1], rng=rng)
        states.append(mine)
        losses.append(mean_loss(params=mine, X=validation[0], t=validation[1]))
        if len(losses) - 1 - int(np.argmin(losses)) >= patience:
            break
    place = int(np.argmin(losses))
    return states[place], losses, place
