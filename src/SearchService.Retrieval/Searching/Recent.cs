namespace SearchService.Retrieval.Searching;

/// <summary>The values that were asked for last, for as many keys as it holds. Safe for many threads.</summary>
internal sealed class Recent<T>(int capacity)
{
    private readonly Lock _gate = new();

    /// <summary>The one asked for last stands last.</summary>
    private readonly List<(string Key, T Value)> _kept = [];

    /// <summary>A kept value, or a new one; two threads that ask at once may both make it.</summary>
    /// <param name="serves">Whether a kept value will do.</param>
    public T GetOrMake(string key, Func<T, bool> serves, Func<T> make)
    {
        lock (_gate)
        {
            var at = _kept.FindIndex(kept => kept.Key == key && serves(kept.Value));
            if (at >= 0)
            {
                var kept = _kept[at];
                _kept.RemoveAt(at);
                _kept.Add(kept);
                return kept.Value;
            }
        }

        var made = make();
        lock (_gate)
        {
            _kept.RemoveAll(kept => kept.Key == key);
            _kept.Add((key, made));
            if (_kept.Count > capacity)
            {
                _kept.RemoveAt(0);
            }
        }

        return made;
    }
}
