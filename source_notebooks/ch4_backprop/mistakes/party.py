"""What learners believe of a graph that is walked through by hand."""

from autograder.mistakes import mistake, variant


def slopes_of(guests, pizza, drink, tip, other={}):
    right = {
        "guests": (pizza + drink) * tip,
        "pizza": guests * tip,
        "drink": guests * tip,
        "tip": guests * (pizza + drink),
    }
    return guests * (pizza + drink) * tip, {**right, **other}


def _with(changes):
    """Make an answer whose slopes differ in the given entries: functions of the inputs."""

    def party(guests, pizza, drink, tip):
        other = {key: f(guests, pizza, drink, tip) for key, f in changes.items()}
        return slopes_of(guests, pizza, drink, tip, other)

    return party


_WRONG = {
    "only_the_last_road": (
        "The guests get only what comes back along the drinks. They travel two roads, and both count.",
        {"guests": lambda g, p, d, t: d * t},
    ),
    "only_the_first_road": (
        "The guests get only what comes back along the pizzas. They travel two roads, and both count.",
        {"guests": lambda g, p, d, t: p * t},
    ),
    "roads_multiplied": (
        "What comes back along two roads is multiplied. Along *one* road slopes are factors; two roads are added.",
        {"guests": lambda g, p, d, t: p * t * d * t},
    ),
    "roads_averaged": (
        "The guests get the mean of their two roads. The effects of both roads happen at once: they add up.",
        {"guests": lambda g, p, d, t: (p + d) * t / 2},
    ),
    "roads_subtracted": (
        "The guests' two roads are subtracted from each other. Both make the bill larger.",
        {"guests": lambda g, p, d, t: (p - d) * t},
    ),
    "tip_forgotten": (
        "The slopes of guests, pizza and drink do not know of the tip. On the way back the last node comes first, and what it says is handed on.",
        {
            "guests": lambda g, p, d, t: p + d,
            "pizza": lambda g, p, d, t: g,
            "drink": lambda g, p, d, t: g,
        },
    ),
    "tip_forgotten_by_guests": (
        "Pizza and drink know of the tip, the guests do not.",
        {"guests": lambda g, p, d, t: p + d},
    ),
    "slope_of_tip_is_the_bill": (
        "The slope of the tip is the whole bill, tip included. What is the *other* factor of the last node?",
        {"tip": lambda g, p, d, t: g * (p + d) * t},
    ),
    "slope_of_tip_is_the_pizzas": (
        "The tip is paid on drinks, too: its slope is not the pizzas alone.",
        {"tip": lambda g, p, d, t: g * p},
    ),
    "own_number": (
        "Pizza and drink get their own price as a slope. A product hands on crosswise: the other factor.",
        {"pizza": lambda g, p, d, t: p * t, "drink": lambda g, p, d, t: d * t},
    ),
    "upstream_is_the_bill": (
        "The way back begins with the bill itself. It begins with 1: the bill grows with the bill, one to one.",
        {
            "guests": lambda g, p, d, t: (p + d) * t * (g * (p + d) * t),
            "pizza": lambda g, p, d, t: g * t * (g * (p + d) * t),
            "drink": lambda g, p, d, t: g * t * (g * (p + d) * t),
            "tip": lambda g, p, d, t: g * (p + d) * (g * (p + d) * t),
        },
    ),
    "sum_shares": (
        "The addition shares the slope out, half to each side. It hands the whole of it to both.",
        {
            "guests": lambda g, p, d, t: (p + d) * t / 2,
            "pizza": lambda g, p, d, t: g * t / 2,
            "drink": lambda g, p, d, t: g * t / 2,
        },
    ),
    "shares_of_the_bill": (
        "You give what each contributes to the bill. Asked for is how much the bill *changes* for one more.",
        {
            "guests": lambda g, p, d, t: g * (p + d) * t,
            "pizza": lambda g, p, d, t: g * p * t,
            "drink": lambda g, p, d, t: g * d * t,
            "tip": lambda g, p, d, t: g * (p + d) * (t - 1),
        },
    ),
    "one_for_two_nodes": (
        "One multiplication serves for pizzas and drinks, and remembers only the latest. Each node of the graph is an object of its own.",
        {"guests": lambda g, p, d, t: 2 * d * t},
    ),
}
for _name, (_hint, _changes) in _WRONG.items():
    mistake("party", name=_name, hint=_hint)(_with(_changes))


@mistake(
    "party",
    hint="The pizza is swapped with the drink in your slopes of the guests and of the bill.",
)
def drink_is_left_out(guests, pizza, drink, tip):
    bill, slopes = slopes_of(guests, pizza, drink, tip)
    return guests * pizza * tip, slopes


@mistake(
    "party",
    hint="The tip is added to the sum instead of multiplied: 1.1 is a factor.",
)
def tip_is_added(guests, pizza, drink, tip):
    together = guests * (pizza + drink)
    return together + tip, {"guests": pizza + drink, "pizza": guests, "drink": guests, "tip": 1.0}


@mistake("party", hint="The bill is missing: a pair is asked for, the bill and the dictionary.")
def slopes_only(guests, pizza, drink, tip):
    return slopes_of(guests, pizza, drink, tip)[1]


@mistake("party", hint="The slopes come as a tuple. They are asked for by name, in a dictionary.")
def slopes_in_a_tuple(guests, pizza, drink, tip):
    bill, slopes = slopes_of(guests, pizza, drink, tip)
    return bill, tuple(slopes.values())


@mistake(
    "party",
    hint="Your slopes are rounded, or found by a step of 0.01 and rounding. They are exact here.",
)
def rounded(guests, pizza, drink, tip):
    bill, slopes = slopes_of(guests, pizza, drink, tip)
    return round(bill, 2), {key: round(slope, 2) for key, slope in slopes.items()}


@mistake(
    "party",
    hint="The numbers of an earlier party are still in your dictionary: make a new one in each call.",
)
def adds_up(guests, pizza, drink, tip, memory={}):
    bill, slopes = slopes_of(guests, pizza, drink, tip)
    for key, slope in slopes.items():
        memory[key] = memory.get(key, 0.0) + slope
    return bill, dict(memory)


@variant("party", "by formulas, without nodes")
def by_formulas(guests, pizza, drink, tip):
    return slopes_of(guests, pizza, drink, tip)


@variant("party", "a table of nodes, and sums in the other order")
def by_table(guests, pizza, drink, tip):
    node = {name: Multiply() for name in ("p", "d", "bill")}
    total = Add()
    bill = node["bill"].forward(
        total.forward(node["d"].forward(drink, guests), node["p"].forward(pizza, guests)), tip
    )
    slopes = dict.fromkeys(("tip", "drink", "pizza", "guests"), 0.0)
    upstream, slopes["tip"] = node["bill"].backward(1)
    for name, key, dout in zip("dp", ("drink", "pizza"), total.backward(upstream)):
        slopes[key], guests_too = node[name].backward(dout)
        slopes["guests"] += guests_too
    return bill, slopes
