namespace SearchService.Corpus.Documents;

/// <summary>Finds places in lists whose items ascend by a number, by halving.</summary>
public static class Ascending
{
    /// <summary>The index of the first item above a bound; their number when none is.</summary>
    public static int FirstAbove<T>(this IReadOnlyList<T> items, Func<T, int> value, int bound)
    {
        var (low, high) = (0, items.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = value(items[middle]) <= bound ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The index of the first item at a bound or above it; their number when none is.</summary>
    public static int FirstFrom<T>(this IReadOnlyList<T> items, Func<T, int> value, int bound) =>
        items.FirstAbove(value, bound - 1);
}
