"""What learners believe of the order."""

from collections import deque

from autograder.mistakes import mistake, variant


def sources(variable):
    return () if variable.creator is None else variable.creator.inputs


@mistake(
    "order",
    hint="You list the nearest first (by the number of arrows). Where a short road and a long one lead to the same variable, it comes too early.",
)
def nearest_first(result):
    found, met = [result], {result}
    for variable in found:
        for source in sources(variable):
            if source not in met:
                met.add(source)
                found.append(source)
    return found


@mistake(
    "order",
    hint="Each road is followed to its end, and a variable is listed when you first come to it. Then it may stand before others that were made from it.",
)
def when_first_met(result):
    found, met, waiting = [], set(), [result]
    while waiting:
        variable = waiting.pop()
        if variable not in met:
            met.add(variable)
            found.append(variable)
            waiting.extend(sources(variable))
    return found


@mistake(
    "order",
    hint="A variable that is used twice is listed twice. Remember whom you have met.",
)
def listed_at_each_use(result):
    found = [result]
    for variable in found:
        found.extend(sources(variable))
        if len(found) > 20_000:
            break
    return found


@mistake(
    "order",
    hint="Your list is the right one, but from the inputs to the result. The result is to be the first.",
)
def inputs_first(result):
    return right_order(result)[::-1]


@mistake(
    "order",
    hint="Your function calls itself once for each step back, and Python stops that after about a thousand. Keep a list of what is still to do, and a loop.",
)
def calls_itself(result):
    found, met = [], set()

    def visit(variable):
        if variable not in met:
            met.add(variable)
            for source in sources(variable):
                visit(source)
            found.append(variable)

    visit(result)
    return found[::-1]


@mistake(
    "order",
    hint="You follow the first input of each function only. All inputs belong to the graph.",
)
def first_input_only(result):
    found = [result]
    while found[-1].creator is not None:
        found.append(found[-1].creator.inputs[0])
    return found


@mistake(
    "order",
    hint="You take two inputs of each function at most. A function may have three, or more: loop over all of them.",
)
def two_inputs_at_most(result):
    found, finished, waiting = [], set(), [(result, False)]
    while waiting:
        variable, sources_are_in = waiting.pop()
        if sources_are_in:
            found.append(variable)
        elif variable not in finished:
            finished.add(variable)
            waiting.append((variable, True))
            waiting += [(source, False) for source in sources(variable)[:2]]
    return found[::-1]


@mistake(
    "order",
    hint="You tell variables apart by their arrays. Two variables may hold the same array, and are two all the same.",
)
def known_by_their_arrays(result):
    kept = {}
    for variable in right_order(result):
        kept.setdefault(id(variable.data), variable)
    return list(kept.values())


@mistake(
    "order",
    hint="You walk along every road, and throw away afterwards what came twice. There are soon millions of roads: pass over those whom you have met, at once.",
)
def walks_every_road(result):
    roads = [result]
    for variable in roads:
        roads.extend(sources(variable))
    return list(dict.fromkeys(reversed(roads)))[::-1]


@mistake(
    "order",
    hint="Those that nobody made are missing. The inputs of the graph want a gradient most of all.",
)
def without_leaves(result):
    return [v for v in right_order(result) if v.creator is not None or v is result]


@mistake(
    "order",
    hint="The result itself is missing in your list. It is the first.",
)
def without_the_result(result):
    return right_order(result)[1:]


@mistake(
    "order",
    hint="You tell variables apart by their numbers. Two variables with equal numbers are two.",
)
def known_by_their_numbers(result):
    kept, numbers = [], set()
    for variable in right_order(result):
        if variable.data.tobytes() not in numbers:
            numbers.add(variable.data.tobytes())
            kept.append(variable)
    return kept


@mistake(
    "order",
    hint="Your list of those met outlives the call, so a second call finds everything met already. It is to be new in each call.",
)
def remembers_for_ever(result, met=set()):
    found = []
    for variable in right_order(result):
        if variable not in met:
            met.add(variable)
            found.append(variable)
    return found


def right_order(result):
    """Count how many functions still have to be served, and take who waits for none (Kahn, 1962)."""
    uses, met, queue = {}, {result}, [result]
    for variable in queue:
        for source in sources(variable):
            uses[source] = uses.get(source, 0) + 1
            if source not in met:
                met.add(source)
                queue.append(source)
    ready, found = [result], []
    while ready:
        variable = ready.pop()
        found.append(variable)
        for source in sources(variable):
            uses[source] -= 1
            if uses[source] == 0:
                ready.append(source)
    return found


@variant("order", "Kahn's way: count the uses, take whom nobody waits for")
def by_counting(result):
    return right_order(result)


@variant("order", "by the longest road, with generations and a sort")
def by_generation(result):
    generation, waiting = {}, deque([result])
    while waiting:
        variable = waiting[-1]
        open_ones = [s for s in sources(variable) if s not in generation]
        if open_ones:
            waiting.extend(open_ones)
            continue
        waiting.pop()
        generation[variable] = 1 + max((generation[s] for s in sources(variable)), default=-1)
    return sorted(generation, key=lambda v: -generation[v])


@variant("order", "an iterator for each variable on the stack, ids in the set")
def with_iterators(result):
    found, met = [], {id(result)}
    stack = [(result, iter(sources(result)))]
    while stack:
        variable, rest = stack[-1]
        for source in rest:
            if id(source) not in met:
                met.add(id(source))
                stack.append((source, iter(sources(source))))
                break
        else:
            found.insert(0, variable)
            stack.pop()
    return found
