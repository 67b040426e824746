"""2.9 A curve by its name: what learners believe."""

import numpy as np

from autograder.mistakes import mistake, variant


@mistake(
    "activation",
    hint="An unknown name is a KeyError in your version, which only repeats the name. A ValueError is asked for that says which names there are.",
)
def key_error(name, x, gallery, **settings):
    return gallery[name](x, **settings)


@mistake(
    "activation",
    hint="For an unknown name your function quietly gives nothing (None). The caller should be told.",
)
def silence(name, x, gallery, **settings):
    if name in gallery:
        return gallery[name](x, **settings)
    return None


@mistake(
    "activation",
    hint="For an unknown name you quietly give x back. Whoever misspells a name would never find out.",
)
def identity_instead(name, x, gallery, **settings):
    if name in gallery:
        return gallery[name](x, **settings)
    return x


@mistake(
    "activation",
    hint="The settings do not arrive: the function is always called with its own defaults.",
)
def settings_are_dropped(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return gallery[name](x)


@mistake(
    "activation",
    hint="You hand on the settings without their names, in the order in which they come. They have names for a reason.",
)
def settings_lose_their_names(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return gallery[name](x, *settings.values())


@mistake(
    "activation",
    hint="You hand on the settings as one dictionary, in the place of the first setting. Two stars in the call take it apart.",
)
def settings_as_a_dictionary(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return gallery[name](x, settings) if settings else gallery[name](x)


@mistake(
    "activation",
    hint="You give the function itself back. It has to be called with x.",
)
def gives_the_function(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return gallery[name]


@mistake(
    "activation",
    hint="You call every function of the gallery and then choose among the results. Call only the one that was asked for.",
)
def calls_them_all(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    results = {key: f(x, **settings) if key == name else f(x) for key, f in gallery.items()}
    return results[name]


@mistake(
    "activation",
    hint="You do not look into the gallery that is passed in, but know some names by heart. The gallery decides what a name means.",
)
def names_by_heart(name, x, gallery, **settings):
    if name == "relu":
        return np.maximum(x, 0.0)
    if name == "tanh":
        return np.tanh(x)
    raise ValueError(f"{name} is none of {sorted(gallery)}")


@mistake(
    "activation",
    hint="You take the first name that *contains* what was asked for. Half a name is an unknown name.",
)
def half_a_name_will_do(name, x, gallery, **settings):
    for known, function in gallery.items():
        if name in known:
            return function(x, **settings)
    raise ValueError(f"{name} is none of {sorted(gallery)}")


@mistake(
    "activation",
    hint="You take the function out of the gallery, and then it is gone. Look it up and leave it there.",
)
def takes_it_out(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return gallery.pop(name)(x, **settings)


@mistake(
    "activation",
    hint="The error for an unknown name is of another kind. A ValueError says: right type, but not a value I can use.",
)
def another_error(name, x, gallery, **settings):
    if name not in gallery:
        raise TypeError(f"{name} is none of {sorted(gallery)}")
    return gallery[name](x, **settings)


@mistake(
    "activation",
    hint="Your error for an unknown name does not say which names there are. Whoever reads it would have to look them up.",
)
def error_without_names(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"unknown activation {name}")
    return gallery[name](x, **settings)


@mistake(
    "activation",
    hint="Settings that are 0 do not arrive: in a condition, 0 is as good as False. Hand on all of them, whatever they are.",
)
def zero_settings_are_dropped(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return gallery[name](x, **{key: value for key, value in settings.items() if value})


@mistake(
    "activation",
    hint="You make small letters of the name, or of the gallery's names. A key of a dictionary is found to the letter.",
)
def capitals_do_not_count(name, x, gallery, **settings):
    known = {key.lower(): function for key, function in gallery.items()}
    if name.lower() not in known:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return known[name.lower()](x, **settings)


_met = {}


@mistake(
    "activation",
    hint="You remember functions from one call to the next, so that an earlier gallery decides what a name means. Ask the gallery of this call.",
)
def remembers_the_first_meaning(name, x, gallery, **settings):
    if name not in gallery:
        raise ValueError(f"{name} is none of {sorted(gallery)}")
    return _met.setdefault(name, gallery[name])(x, **settings)


@variant("activation", "try, and turn the error into another one")
def activation_by_trying(name, x, gallery, **settings):
    try:
        function = gallery[name]
    except KeyError:
        raise ValueError(f"{name} is none of {list(gallery)}") from None
    return function(x, **settings)


@variant("activation", "a search through the names")
def activation_by_search(name, x, gallery, **settings):
    for known in gallery:
        if known == name:
            return gallery[known](x, **settings)
    raise ValueError("there are " + ", ".join(gallery))
