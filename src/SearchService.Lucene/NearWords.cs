namespace SearchService.Lucene;

/// <summary>
/// The windows of a text that hold all of several words, each at a position of its own, and hold no shorter such window, and that have
/// few enough positions left over.
/// </summary>
internal static class NearWords
{
    /// <param name="words">The places of each word, by position.</param>
    public static List<WordsMatch> Find(List<List<Place>> words, int maxGap, bool ordered)
    {
        var places = Merged(words);
        var window = new Window(places, words.Count, ordered);
        var found = new List<WordsMatch>();
        var longest = words.Count + (long)maxGap;
        var end = 0;
        for (var start = 0; start < places.Count; start++)
        {
            // The first end at which the words are held is no sooner for a later start.
            while (end < places.Count && Length(start, end) <= longest && !window.Holds(start, end))
            {
                end++;
            }

            if (end == places.Count)
            {
                break;
            }

            if (Length(start, end) <= longest && !window.Holds(start + 1, end))
            {
                var (position, document) = places[start].Place;
                found.Add(new WordsMatch(document, position, (int)Length(start, end)));
            }
        }

        return found;

        long Length(int start, int end) => (long)places[end].Place.Position - places[start].Place.Position + 1;
    }

    /// <summary>All positions where any word stands, with the words that may be meant there.</summary>
    private static List<(Place Place, List<int> Words)> Merged(List<List<Place>> words)
    {
        var merged = new SortedDictionary<int, (Place Place, List<int> Words)>();
        foreach (var (word, places) in words.Index())
        {
            foreach (var place in places)
            {
                if (!merged.TryGetValue(place.Position, out var there))
                {
                    merged[place.Position] = there = (place, []);
                }

                if (!there.Words.Contains(word))
                {
                    there.Words.Add(word);
                }
            }
        }

        return [.. merged.Values];
    }

    /// <summary>Asks whether the words can be given places of their own within a run of places.</summary>
    private sealed class Window(List<(Place Place, List<int> Words)> places, int words, bool ordered)
    {
        public bool Holds(int start, int end) =>
            end - start + 1 >= words && (ordered ? InOrder(start, end) : Matched(start, end));

        /// <summary>Each word takes the first place behind that of the word before.</summary>
        private bool InOrder(int start, int end)
        {
            var word = 0;
            for (var place = start; place <= end && word < words; place++)
            {
                if (places[place].Words.Contains(word))
                {
                    word++;
                }
            }

            return word == words;
        }

        /// <summary>A matching of all words with places, by augmenting paths.</summary>
        private bool Matched(int start, int end)
        {
            var taken = new int[end - start + 1];
            Array.Fill(taken, -1);
            for (var word = 0; word < words; word++)
            {
                if (!Give(word, start, end, taken, new bool[taken.Length]))
                {
                    return false;
                }
            }

            return true;
        }

        private bool Give(int word, int start, int end, int[] taken, bool[] tried)
        {
            for (var place = start; place <= end; place++)
            {
                var at = place - start;
                if (tried[at] || !places[place].Words.Contains(word))
                {
                    continue;
                }

                tried[at] = true;
                if (taken[at] < 0 || Give(taken[at], start, end, taken, tried))
                {
                    taken[at] = word;
                    return true;
                }
            }

            return false;
        }
    }
}
