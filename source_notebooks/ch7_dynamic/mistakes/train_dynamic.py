"""What learners believe of training with a switch that flips."""

import numpy as np

from autograder.mistakes import mistake, variant


def loop(x, y, p, iterations, rng, *, coin=None, back=None, late=False, every=True, lr=None):
    """Train, with one thing done in another way."""
    net = MyChain(rng)
    optimizer = Adam(net) if lr is None else Adam(net, lr=lr)
    coin = draw_switch if coin is None else coin
    losses, switches = np.empty(iterations), np.empty(iterations, dtype=bool)
    for i in range(iterations):
        on = coin(rng, p)
        loss = mean_squared_error(net(x, on), y)
        switches[i], losses[i] = on, loss.data
        if every:
            net.cleargrads()
        (loss if back is None else back(net, on)).backward()
        optimizer.update()
        if late:
            losses[i] = mean_squared_error(net(x, on), y).data
    return net, losses, switches


@mistake("train_dynamic", hint="80 : 20 turned round: the network is leaky most of the time.")
def inverted(x, y, p, iterations, rng):
    return loop(x, y, 1 - p, iterations, rng)


@mistake("train_dynamic", hint="`p` plays no part: your coin always has its usual 0.2.")
def usual_coin(x, y, p, iterations, rng):
    return loop(x, y, p, iterations, rng, coin=lambda rng, p: draw_switch(rng))


@mistake(
    "train_dynamic",
    hint="You set a seed inside the loop, or make a generator there: every iteration draws the same number.",
)
def seed_in_the_loop(x, y, p, iterations, rng):
    return loop(
        x, y, p, iterations, rng, coin=lambda rng, p: draw_switch(np.random.default_rng(0), p)
    )


@mistake("train_dynamic", hint="The switch is drawn once, before the loop, and stays so.")
def drawn_once(x, y, p, iterations, rng):
    drawn = []

    def coin(rng, p):
        if not drawn:
            drawn.append(bool(draw_switch(rng, p)))
        return drawn[0]

    return loop(x, y, p, iterations, rng, coin=coin)


@mistake(
    "train_dynamic",
    hint="More than one draw an iteration, one for each layer perhaps: the next ones are other numbers.",
)
def redrawn_per_layer(x, y, p, iterations, rng):
    def coin(rng, p):
        on = draw_switch(rng, p)
        draw_switch(rng, p)
        return on

    return loop(x, y, p, iterations, rng, coin=coin)


@mistake(
    "train_dynamic",
    hint="Your way back belongs to another switch than your loss: the network was called again, with a new draw.",
)
def another_switch_in_backward(x, y, p, iterations, rng):
    return loop(
        x,
        y,
        p,
        iterations,
        rng,
        back=lambda net, on: mean_squared_error(net(x, draw_switch(rng, p)), y),
    )


@mistake("train_dynamic", hint="The way back always goes through relu, whatever the switch was.")
def backward_through_relu(x, y, p, iterations, rng):
    return loop(x, y, p, iterations, rng, back=lambda net, on: mean_squared_error(net(x, False), y))


@mistake(
    "train_dynamic", hint="The log says one switch, and the network is called with another draw."
)
def logs_another_draw(x, y, p, iterations, rng):
    net, losses, switches = loop(x, y, p, iterations, rng)
    return net, losses, np.roll(switches, 1)


@mistake("train_dynamic", hint="You log the loss *after* the step. Asked for is the one before it.")
def loss_after_the_step(x, y, p, iterations, rng):
    return loop(x, y, p, iterations, rng, late=True)


@mistake(
    "train_dynamic",
    hint="A new optimizer in each iteration has forgotten all it knew: make it once, before the loop.",
)
def new_optimizer_each_time(x, y, p, iterations, rng):
    net = MyChain(rng)
    losses, switches = np.empty(iterations), np.empty(iterations, dtype=bool)
    for i in range(iterations):
        switches[i] = draw_switch(rng, p)
        loss = mean_squared_error(net(x, switches[i]), y)
        losses[i] = loss.data
        loss.backward()
        Adam(net).update()
    return net, losses, switches


@mistake("train_dynamic", hint="Your Adam has another learning rate than its usual one.")
def another_rate(x, y, p, iterations, rng):
    return loop(x, y, p, iterations, rng, lr=0.01)


@mistake("train_dynamic", hint="Nothing is learned: no step is ever taken.")
def no_steps(x, y, p, iterations, rng):
    return loop(x, y, p, iterations, rng, lr=0.0)


@mistake("train_dynamic", hint="Your loss is a sum of squares, or half of one; the mean is wanted.")
def sum_of_squares(x, y, p, iterations, rng):
    net, losses, switches = loop(x, y, p, iterations, rng)
    return net, losses * len(x), switches


@mistake("train_dynamic", hint="Your network and your coin do not draw from the `rng` handed in.")
def own_generator(x, y, p, iterations, rng):
    return loop(x, y, p, iterations, np.random.default_rng(0))


@mistake(
    "train_dynamic",
    hint="The switches are drawn before the network's weights. First the network is made.",
)
def switches_first(x, y, p, iterations, rng):
    drawn = [draw_switch(rng, p) for _ in range(iterations)]
    return loop(x, y, p, iterations, rng, coin=lambda rng, p: drawn.pop(0))


@mistake("train_dynamic", hint="One iteration too few, or the first is not in the log.")
def first_is_missing(x, y, p, iterations, rng):
    net, losses, switches = loop(x, y, p, iterations, rng)
    return net, losses[1:], switches[1:]


@mistake("train_dynamic", hint="Your loop ends when the loss is small. All iterations are run.")
def stops_when_good(x, y, p, iterations, rng):
    net, losses, switches = loop(x, y, p, iterations, rng)
    good = np.flatnonzero(losses < 0.05)
    end = good[0] + 1 if len(good) else iterations
    return net, losses[:end], switches[:end]


@mistake(
    "train_dynamic",
    hint="With whole numbers in `y` your losses are whole numbers, too: they took the dtype of y.",
)
def losses_like_y(x, y, p, iterations, rng):
    net, losses, switches = loop(x, y, p, iterations, rng)
    return net, losses.astype(y.dtype), switches


@variant("train_dynamic", "lists, and the network called with a Python bool")
def by_lists(x, y, p, iterations, rng):
    model = MyChain(rng)
    adam = Adam(model)
    log, flips = [], []
    for _ in range(iterations):
        on = bool(draw_switch(rng, p))
        loss = mean_squared_error(model(x, on), y)
        loss.backward()
        adam.update()
        log.append(float(loss.data))
        flips.append(on)
    return model, np.array(log), np.array(flips)


@variant("train_dynamic", "clears afterwards, and draws without draw_switch")
def draws_itself(x, y, p, iterations, rng):
    model = MyChain(rng)
    adam = Adam(model)
    losses, switches = np.zeros(iterations), np.zeros(iterations) > 1
    for i in range(iterations):
        switches[i] = rng.random() > 1 - p
        error = model(Variable(x), switches[i]) - y
        loss = mean_squared_error(error, np.zeros_like(y))
        loss.backward()
        losses[i] = loss.data
        adam.update()
        model.cleargrads()
    return model, losses, switches
