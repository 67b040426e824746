"""Trainings that break their contract. `train_own` here is a right one."""

import numpy as np

from autograder.mistakes import mistake, variant


def _train(x, t, held, steps, rng, per_step=1, anew=False, lr=0.01, switches=(0, 1, 2), **how):
    net = OwnChain(rng)
    optimizer, used = Adam(net, lr=lr), []
    rows = how.get("rows", np.setdiff1d(np.arange(len(x)), held))
    for step in range(steps):
        s = switches[step % len(switches)]
        for _ in range(per_step):
            if anew:
                optimizer = Adam(net, lr=lr)
            mean_squared_error(net(x[rows], s), t[rows]).backward()
            optimizer.update()
        used.append(s)
    return net, used


@mistake(
    "train_own",
    hint="The held-out rows are trained on, too. That is peeking: nothing is left to judge by.",
)
def peeks(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng, rows=np.arange(len(x)))


@mistake("train_own", hint="You train on the held-out rows, and on no others.")
def trains_on_held(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng, rows=held if len(held) else np.arange(len(x)))


@mistake(
    "train_own",
    hint="Each step updates more than once. The budget counts updates: `steps` of them.",
)
def twice_a_step(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng, per_step=2)


@mistake("train_own", hint="There is one step too few.")
def one_too_few(x, t, held, steps, rng):
    net, used = _train(x, t, held, max(steps - 1, 0), rng)
    return net, used


@mistake(
    "train_own", hint="There is one step more than the budget allows, and it is not in the list."
)
def one_too_many(x, t, held, steps, rng):
    net, used = _train(x, t, held, steps + 1, rng)
    return net, used[:-1]


@mistake(
    "train_own",
    hint="The optimizer is made anew in every step, and so forgets its averages each time. One for the whole training was asked for.",
)
def new_optimizer(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng, anew=True)


@mistake(
    "train_own", hint="Your learning rate is another one. For a fair budget it is the same for all."
)
def other_rate(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng, lr=0.02)


@mistake(
    "train_own",
    hint="One switch, or only two, are ever used. In 30 steps each of the three occurs.",
)
def one_switch(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng, switches=(0,))


@mistake(
    "train_own",
    hint="The list does not say what was used: the switches in it are others than those in the steps.",
)
def logs_others(x, t, held, steps, rng):
    net, used = _train(x, t, held, steps, rng)
    return net, [(s + 1) % 3 for s in used]


@mistake(
    "train_own",
    hint="The steps share one generator that is not `rng`, or that is seeded anew. Net and switches come from the `rng` that was given.",
)
def own_generator(x, t, held, steps, rng):
    return _train(x, t, held, steps, np.random.default_rng(0))


@mistake(
    "train_own",
    hint="Every row is a step of its own, or rows are drawn. Each step uses all training rows together.",
)
def row_by_row(x, t, held, steps, rng):
    net = OwnChain(rng)
    optimizer, used = Adam(net, lr=0.01), []
    rows = np.setdiff1d(np.arange(len(x)), held)
    for step in range(steps):
        i = rows[step % len(rows)]
        mean_squared_error(net(x[i : i + 1], step % 3), t[i : i + 1]).backward()
        optimizer.update()
        used.append(step % 3)
    return net, used


@mistake(
    "train_own",
    hint="The gradients are used, and never cleared, or walked back twice. One `backward` and one `update` a step; `update` clears.",
)
def grads_pile_up(x, t, held, steps, rng):
    net = OwnChain(rng)
    optimizer, used = Adam(net, lr=0.01), []
    rows = np.setdiff1d(np.arange(len(x)), held)
    piled = None
    for step in range(steps):
        mean_squared_error(net(x[rows], step % 3), t[rows]).backward()
        if piled is not None:
            for p, old in zip(net.params(), piled):
                p.grad = p.grad + old
        piled = [p.grad for p in net.params()]
        optimizer.update()
        used.append(step % 3)
    return net, used


@mistake(
    "train_own",
    hint="The switch is chosen by how well the held-out rows are met. That is peeking too, in a finer suit.",
)
def chooses_by_held(x, t, held, steps, rng):
    net = OwnChain(rng)
    optimizer, used = Adam(net, lr=0.01), []
    rows = np.setdiff1d(np.arange(len(x)), held)
    for step in range(steps):
        s = step % 3
        if len(held):
            s = int(np.argmin([np.square(net(x[held], k).data - t[held]).mean() for k in range(3)]))
            s = s if step % 4 else (step // 4) % 3
        mean_squared_error(net(x[rows], s), t[rows]).backward()
        optimizer.update()
        used.append(s)
    return net, used


@mistake("train_own", hint="The switches are NumPy numbers or floats. Each is to be an `int`.")
def numpy_switches(x, t, held, steps, rng):
    net, used = _train(x, t, held, steps, rng)
    return net, [np.int64(s) for s in used]


@mistake(
    "train_own",
    hint="Half of the pair is missing: both the net and its switches are to be returned, in this order.",
)
def net_alone(x, t, held, steps, rng):
    return _train(x, t, held, steps, rng)[0]


@variant("train_own", "in turn, rows by a mask")
def in_turn(x, t, held, steps, rng):
    net = OwnChain(rng)
    adam = Adam(net, lr=0.01)
    mask = np.ones(len(x), dtype=bool)
    if len(held):
        mask[held] = False
    switches = [step % 3 for step in range(steps)]
    for s in switches:
        loss = mean_squared_error(net(x[mask], s), t[mask])
        loss.backward()
        adam.update()
    return net, switches


@variant("train_own", "np.delete, the switch by the loss, a squared error of its own")
def by_the_loss(x, t, held, steps, rng):
    net = OwnChain(rng)
    optimizer, switches, last = Adam(net, 0.01), [], 0.0
    kept = sorted(set(range(len(x))) - set(int(i) for i in held))
    X, T = x[kept], t[kept]
    for step in range(steps):
        s = int(step % 7 % 3) if last < 0.5 else (step + 1) % 3
        net.cleargrads()
        loss = mean_squared_error(net(X, s), T)
        last = float(loss.data)
        loss.backward()
        optimizer.update()
        switches += [s]
    return net, switches


@variant("train_own", "a draw for each switch, beginning with each once")
def drawn(x, t, held, steps, rng):
    net = OwnChain(rng)
    optimizer, switches = Adam(net, lr=0.01), []
    rows = np.array([i for i in range(len(x)) if i not in held])
    for step in range(steps):
        u = rng.random()
        s = step if step < 3 else 1 if u > 0.8 else 2 if u > 0.6 else 0
        loss = mean_squared_error(net(x[rows], s), t[rows])
        loss.backward()
        optimizer.update()
        switches.append(s)
    return net, switches
