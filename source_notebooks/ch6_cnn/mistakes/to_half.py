"""What learners believe of half precision."""

import numpy as np

from autograder.mistakes import mistake, variant


def convert(array, limit=65504.0, small=2.0**-24, signed=True):
    half = np.clip(array, -limit, limit).astype(np.float16)
    vanished = (half == 0) & (array != 0)
    return np.where(
        vanished, np.copysign(np.float16(small), half) if signed else np.float16(small), half
    )


def halving(params, convert=convert, kinds="f"):
    return {
        key: convert(array) if array.dtype.kind in kinds else array for key, array in params.items()
    }


def rule(declare, name, hint, *args, **changes):
    def to_half(params):
        return halving(params, *args, **changes)

    declare("to_half", name=name, hint=hint)(to_half)


rule(mistake, "plain_astype", "Large numbers become infinite, and small ones become 0: nothing is done about either.",
     lambda a: a.astype(np.float16))  # fmt: skip
rule(mistake, "only_large_ones", "Nothing becomes infinite. But small numbers still become 0.",
     lambda a: np.clip(a, -65504, 65504).astype(np.float16))  # fmt: skip
rule(mistake, "only_small_ones", "Nothing vanishes. But large numbers still become infinite.",
     lambda a: convert(a, np.inf))  # fmt: skip
rule(mistake, "only_positive_large_ones", "Numbers below −65504 become minus infinity.",
     lambda a: convert(np.minimum(a, 65504)) if not (a < -65504).any() else
     np.minimum(a, 65504).astype(np.float16))  # fmt: skip
rule(mistake, "zeros_grow", "What is 0 has to stay 0; you raise it to the smallest number.",
     lambda a: np.where(convert(a) == 0, np.float16(2.0**-24), convert(a)))  # fmt: skip
rule(
    mistake,
    "sign_lost",
    "A small number below 0 becomes one above 0.",
    lambda a: convert(a, signed=False),
)
rule(mistake, "smallest_normal", "The smallest number above 0 is smaller than NumPy's `tiny`, which is the smallest *normal* one.",
     lambda a: convert(a, small=2.0**-14))  # fmt: skip
rule(mistake, "everything_small_is_raised", "You raise numbers that would have become something else than 0.",
     lambda a: np.where((np.abs(a) < 2.0**-14) & (a != 0), np.copysign(np.float16(2.0**-14), a),
                        convert(a)).astype(np.float16))  # fmt: skip
rule(
    mistake,
    "limit_too_low",
    "You limit to 60000; the largest number is 65504.",
    lambda a: convert(a, 60000.0),
)
rule(
    mistake,
    "limit_1e4",
    "You limit far below the largest number, 65504.",
    lambda a: convert(a, 1e4),
)
rule(
    mistake,
    "labels_too",
    "Whole numbers are converted, too: a label of 70000 is none any more.",
    kinds="fiu",
)
rule(mistake, "masks_too", "Bools are converted, too. Only floats are measurements.", kinds="fb")
rule(
    mistake, "everything", "You convert everything, whole numbers and bools included.", kinds="fiub"
)
rule(mistake, "float32", "Half precision is float16.", lambda a: convert(a).astype(np.float32))
rule(mistake, "rounded_but_float64", "The numbers are rounded, but they are kept in the old dtype: no byte is saved.",
     lambda a: convert(a).astype(a.dtype))  # fmt: skip
rule(mistake, "decimals", "You round to three decimals. Half precision keeps about three *digits*, wherever the point is.",
     lambda a: convert(np.round(a, 3)))  # fmt: skip
rule(mistake, "truncates", "Your numbers are cut off instead of rounded to the nearest.",
     lambda a: np.where(np.abs(convert(a).astype(float)) > np.abs(a),
                        np.nextafter(convert(a), np.float16(0)), convert(a)))  # fmt: skip
rule(
    mistake,
    "rows_of_everything",
    "Shapes are lost: all arrays come back as rows.",
    lambda a: convert(a).ravel(),
)


@mistake("to_half", hint="Only float64 is converted; float32 is a float, too.")
def float64_only(params):
    return {k: convert(a) if a.dtype == np.float64 else a for k, a in params.items()}


@mistake("to_half", hint="Only float32 is converted; float64 is a float, too.")
def float32_only(params):
    return {k: convert(a) if a.dtype == np.float32 else a for k, a in params.items()}


@mistake("to_half", hint="You leave out what is no float. All keys are kept.")
def floats_only(params):
    return {k: convert(a) for k, a in params.items() if a.dtype.kind == "f"}


@mistake("to_half", hint="You go by the names of the keys. What counts is the dtype.")
def by_the_key(params):
    return {k: convert(a) if k[0] in "Wb" else a for k, a in params.items()}


@mistake("to_half", hint="You change the dict that you were given; a new one is asked for.")
def in_place(params):
    for key, array in params.items():
        if array.dtype.kind == "f":
            params[key] = convert(array)
    return params


@mistake("to_half", hint="You limit the numbers in the caller's own arrays.")
def limits_in_place(params):
    for array in params.values():
        if array.dtype.kind == "f":
            array[...] = np.clip(array, -65504, 65504)
    return halving(params)


@mistake("to_half", hint="The keys come back in another order.")
def sorted_keys(params):
    return {key: value for key, value in sorted(halving(params).items())}


@mistake("to_half", hint="A list comes back; a dict with the same keys is asked for.")
def values_only(params):
    return list(halving(params).values())


@mistake("to_half", hint="Only the first array is converted: you return from within the loop.")
def first_only(params):
    done, found = False, {}
    for key, array in params.items():
        found[key] = array if done else halving({key: array})[key]
        done = True
    return found


@variant("to_half", "number by number")
def by_loops(params):
    found = {}
    for key, array in params.items():
        if not np.issubdtype(array.dtype, np.floating):
            found[key] = array.copy()
            continue
        out = np.zeros(array.shape, dtype="float16")
        for index in np.ndindex(array.shape):
            v = float(array[index])
            v = max(min(v, 65504.0), -65504.0)
            if v != 0 and np.float16(v) == 0:
                v = 2.0**-24 if v > 0 else -(2.0**-24)
            out[index] = v
        found[key] = out
    return found


@variant("to_half", "nan_to_num, and masks; scalars for arrays without axes")
def by_masks(params):
    found = {}
    for key, array in params.items():
        if array.dtype.kind != "f":
            found[key] = array
            continue
        with np.errstate(all="ignore"):
            half = np.nan_to_num(array.astype(np.float16), posinf=65504, neginf=-65504)
        half = half + ((half == 0) & (array > 0)) * np.float16(2.0**-24)
        found[key] = half - ((half == 0) & (array < 0)) * np.float16(2.0**-24)
    return found
