"""What learners believe of a container of layers. `Sequential` here is the right one."""

import numpy as np

from autograder.mistakes import mistake, variant

_SHARED = (
    "All your models share one list of layers: it belongs to the class, or is a default argument, which is "
    "made only once. Each model makes its own in `__init__`."
)


@mistake("Sequential", hint=_SHARED)
class ListOfTheClass(Sequential):
    layers = []

    def __init__(self):
        pass


@mistake(
    "Sequential",
    hint="`add` gives nothing back, so that nothing can be chained behind it. What should it return?",
)
class AddReturnsNothing(Sequential):
    def add(self, layer):
        self.layers.append(layer)


@mistake(
    "Sequential",
    hint="`add` gives back the layer. The next `add` would then be asked of the layer, not of the model.",
)
class AddReturnsTheLayer(Sequential):
    def add(self, layer):
        self.layers.append(layer)
        return layer


@mistake(
    "Sequential",
    hint="New layers go to the front in your model: the first that was added is called last.",
)
class AddsInFront(Sequential):
    def add(self, layer):
        self.layers.insert(0, layer)
        return self


@mistake("Sequential", hint="Your model remembers one layer only, the last that was added.")
class KeepsOneLayer(Sequential):
    def add(self, layer):
        self.layers = [layer]
        return self


@mistake(
    "Sequential",
    hint="`add` makes a new model and leaves the old one as it was. Adding changes the model itself.",
)
class AddMakesANewModel(Sequential):
    def add(self, layer):
        grown = type(self)()
        grown.layers = [*self.layers, layer]
        return grown


@mistake(
    "Sequential",
    hint="A layer that was added before is not added again. It may well stand at two places: put it at the end, whatever is there.",
)
class RefusesDuplicates(Sequential):
    def add(self, layer):
        if layer not in self.layers:
            self.layers.append(layer)
        return self


@mistake(
    "Sequential",
    hint="The layers are never told that it is training: `training` ends in your model.",
)
class ForgetsTraining(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers:
            x = layer(x)
        return x


@mistake(
    "Sequential",
    hint="Your layers believe that it is always training, even when the model is in use.",
)
class AlwaysTraining(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers:
            x = layer(x, training=True)
        return x


@mistake(
    "Sequential",
    hint="Training is the default in your model. Unless it is asked for, a model is in use.",
)
class TrainingByDefault(Sequential):
    def __call__(self, x, training=True):
        return super().__call__(x, training)


@mistake(
    "Sequential",
    hint="`training` reaches some layers and not all. Hand it to each of them, and let the layers decide.",
)
class TellsTheFirstLayer(Sequential):
    def __call__(self, x, training=False):
        for i, layer in enumerate(self.layers):
            x = layer(x, training=training and i == 0)
        return x


@mistake(
    "Sequential",
    hint="You look for layers called Dropout, and tell only these that it is training. A container does not know what its layers do: tell all of them.",
)
class TellsDropoutOnly(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers:
            x = layer(x, training=training) if isinstance(layer, Dropout) else layer(x)
        return x


@mistake(
    "Sequential",
    hint="Each layer gets the first input. It should get what the layer before it gave.",
)
class LayersSideBySide(Sequential):
    def __call__(self, x, training=False):
        out = x
        for layer in self.layers:
            out = layer(x, training=training)
        return out


@mistake(
    "Sequential",
    hint="In use you leave a layer out altogether. Each layer is called, and decides for itself.",
)
class SkipsALayerInUse(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers if training else self.layers[:-1]:
            x = layer(x, training=training)
        return x


@mistake("Sequential", hint="Your loop never reaches the last layer.")
class LastLayerIsMissing(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers[:-1]:
            x = layer(x, training=training)
        return x


@mistake(
    "Sequential",
    hint="Your model returns after its first layer: the `return` stands inside the loop.",
)
class ReturnsTooEarly(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers:
            return layer(x, training=training)
        return x


@mistake(
    "Sequential",
    hint="A model without layers gives nothing back. It should give back what came in.",
)
class NothingForNoLayers(Sequential):
    def __call__(self, x, training=False):
        return super().__call__(x, training) if self.layers else None


@mistake(
    "Sequential", hint="Calling your model uses up its layers: they are taken out of the list."
)
class UsesUpItsLayers(Sequential):
    def __call__(self, x, training=False):
        while self.layers:
            x = self.layers.pop(0)(x, training=training)
        return x

    def summary(self, n_in):
        rows, size = [], n_in
        while self.layers:
            layer = self.layers.pop(0)
            size = layer.output_size(size)
            rows.append((layer.name, size, layer.parameter_count()))
        return rows, sum(row[2] for row in rows)


@mistake(
    "Sequential",
    hint="You ask every layer for its size with the size of the *model's* input. It depends on the layer before.",
)
class SizesFromTheInput(Sequential):
    def summary(self, n_in):
        rows = [(la.name, la.output_size(n_in), la.parameter_count()) for la in self.layers]
        return rows, sum(row[2] for row in rows)


@mistake(
    "Sequential",
    hint="Your rows tell the size *before* each layer. Asked for is the size behind it.",
)
class SizesBefore(Sequential):
    def summary(self, n_in):
        rows, size = [], n_in
        for layer in self.layers:
            rows.append((layer.name, size, layer.parameter_count()))
            size = layer.output_size(size)
        return rows, sum(row[2] for row in rows)


@mistake(
    "Sequential",
    hint="Layers without parameters are left out of your summary. They are layers all the same.",
)
class LeavesOutDropout(Sequential):
    def summary(self, n_in):
        rows, total = super().summary(n_in)
        return [row for row in rows if row[2]], total


@mistake(
    "Sequential",
    hint="Each of your rows counts all parameters up to there. A row has its own layer's count; only the total adds up.",
)
class RunningCounts(Sequential):
    def summary(self, n_in):
        rows, total = super().summary(n_in)
        sums = np.cumsum([row[2] for row in rows]).tolist()
        return [(name, size, so_far) for (name, size, _), so_far in zip(rows, sums)], total


@mistake("Sequential", hint="Your total is the count of the last layer alone.")
class TotalOfTheLast(Sequential):
    def summary(self, n_in):
        rows, _ = super().summary(n_in)
        return rows, rows[-1][2] if rows else 0


@mistake("Sequential", hint="Your total is the number of layers. Asked for are their parameters.")
class TotalIsTheNumberOfLayers(Sequential):
    def summary(self, n_in):
        rows, _ = super().summary(n_in)
        return rows, len(rows)


@mistake("Sequential", hint="You return the rows without the total. The summary is a pair.")
class RowsWithoutTotal(Sequential):
    def summary(self, n_in):
        return super().summary(n_in)[0]


@mistake(
    "Sequential",
    hint="Your summary prints, and returns nothing. Return the pair; whoever wants to can print it.",
)
class PrintsTheSummary(Sequential):
    def summary(self, n_in):
        super().summary(n_in)


@mistake(
    "Sequential",
    hint="The second summary counts on where the first ended. The total begins at 0 each time.",
)
class TotalKeepsGrowing(Sequential):
    def summary(self, n_in):
        rows, total = super().summary(n_in)
        self.total = getattr(self, "total", 0) + total
        return rows, self.total


@mistake(
    "Sequential",
    hint="Once it has been trained, your model stays in training, because it remembers that somebody asked for it. Each call says for itself in which mode it is.",
)
class StaysInTraining(Sequential):
    def __call__(self, x, training=False):
        self.training = training or getattr(self, "training", False)
        return super().__call__(x, self.training)


@mistake(
    "Sequential",
    hint="You do not tell Dense layers that it is training, since they make no use of it. A container does not know what its layers do, nor of what kind they are: tell all of them.",
)
class DenseIsNotTold(Sequential):
    def __call__(self, x, training=False):
        for layer in self.layers:
            x = layer(x) if isinstance(layer, Dense) else layer(x, training)
        return x


@mistake(
    "Sequential",
    hint="Layers that are added after the first call are never called: your model has put its layers aside by then.",
)
class ClosedAfterTheFirstCall(Sequential):
    def __call__(self, x, training=False):
        if not hasattr(self, "aside"):
            self.aside = list(self.layers)
        for layer in self.aside:
            x = layer(x, training=training)
        return x


@mistake(
    "Sequential",
    hint="Your summary is written down once and repeated ever after. The model may have changed: ask its layers each time.",
)
class SummaryIsRepeated(Sequential):
    def summary(self, n_in):
        if not hasattr(self, "said"):
            self.said = super().summary(n_in)
        return self.said


@mistake(
    "Sequential",
    hint="You count the parameters of a layer when it is added. Its weights may be replaced later by larger ones: ask when the summary is wanted.",
)
class CountsWhenAdded(Sequential):
    def add(self, layer):
        count = layer.parameter_count() if hasattr(layer, "parameter_count") else 0
        self.counts = [*getattr(self, "counts", []), count]
        return super().add(layer)

    def summary(self, n_in):
        rows, _ = super().summary(n_in)
        counts = getattr(self, "counts", [])
        return [(*row[:2], n) for row, n in zip(rows, counts)], sum(counts)


@variant("Sequential", "a tuple that grows, and training handed on by position")
class ByTuple:
    def __init__(self):
        self.stack = ()

    def add(self, layer):
        self.stack = (*self.stack, layer)
        return self

    def __call__(self, x, training=False):
        for layer in self.stack:
            x = layer(x, training)
        return x

    def summary(self, n_in):
        rows, total = [], 0
        for layer in self.stack:
            n_in = layer.output_size(n_in)
            count = layer.parameter_count()
            rows.append([layer.name, n_in, count])
            total = total + count
        return rows, total


@variant("Sequential", "a linked list: each model is its last layer and the model before")
class Linked:
    def __init__(self):
        self.before, self.layer = None, None

    def add(self, layer):
        before = Linked()
        before.before, before.layer = self.before, self.layer
        self.before, self.layer = before, layer
        return self

    def __call__(self, x, training=False):
        if self.before is None:
            return x
        return self.layer(self.before(x, training), training=training)

    def summary(self, n_in):
        if self.before is None:
            return [], 0
        rows, total = self.before.summary(n_in)
        size = self.layer.output_size(rows[-1][1] if rows else n_in)
        count = self.layer.parameter_count()
        return [*rows, (self.layer.name, size, count)], total + count
