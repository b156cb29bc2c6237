using SearchService.Analysis;
using SearchService.Retrieval.Engines;

namespace SearchService.Retrieval.Quotations;

/// <summary>One way in which a quotation stands in the collection: its places, how the words stand there, and how much of them does.</summary>
internal sealed class QuotationReading
{
    /// <summary>So much of what the words tell must stand in the source; sentences that merely share a turn of phrase have less.</summary>
    private const double LeastCovered = 0.6;

    /// <summary>What one word may tell at most, so that a single rare one does not outweigh the rest.</summary>
    private const double MostTold = 6;

    /// <summary>Beyond the first, one word in eight may be another one, added or left out; a sentence with more is a new sentence.</summary>
    private const double MostChanged = 0.12;

    /// <summary>A part put together with another one must have so many words of its own; an ellipsis allows for less.</summary>
    private const int LeastOfPart = 5;
    private const int LeastContentOfPart = 3;
    private const int LeastOfStrangers = 4;
    private const int LeastOfMarkedPart = 2;
    private const double LeastCoveredOfPart = 0.85;

    private readonly QuotedText _quoted;

    private QuotationReading(QuotedText quoted, IReadOnlyList<QuotedPlace> places, double covered)
    {
        _quoted = quoted;
        Places = places;
        Covered = covered;
        Similarity =
            places.Sum(place => Likeness(quoted, place).Common)
            / Math.Max(1, places.Sum(place => Likeness(quoted, place).All));
        Wording =
            places.Count > 1 ? QuotationVerdict.Stitched
            : places[0].Differs ? QuotationVerdict.Altered
            : places[0].HasOmission ? QuotationVerdict.Ellipsis
            : places[0].IsExact() ? QuotationVerdict.Exact
            : QuotationVerdict.Normalised;
    }

    /// <summary>In the order of the quotation.</summary>
    public IReadOnlyList<QuotedPlace> Places { get; }

    public QuotationVerdict Wording { get; }

    /// <summary>0 to 1: the rarity of the words that stand there, near spellings by likeness, as a share of all the quotation's words.</summary>
    public double Covered { get; }

    /// <summary>0 to 1, by characters of words.</summary>
    public double Similarity { get; }

    public bool IsFound =>
        Wording < QuotationVerdict.Altered
        || (Covered >= LeastCovered && Changed() <= 1 + (MostChanged * _quoted.Words.Count));

    /// <summary>The readings of a quotation in the passages of a scope, the best first.</summary>
    /// <param name="scope">Null for all passages.</param>
    public static QuotationReadings Of(
        IPassageSnapshot snapshot,
        QuotedText quoted,
        PassageClause? scope,
        int most,
        CancellationToken cancellation
    )
    {
        var candidates = new QuotationCandidates(snapshot, quoted, scope, cancellation);
        var readings = new List<QuotationReading>();
        foreach (var place in candidates.WordForWord(most))
        {
            var reading = Read(quoted, [place], candidates);
            readings.Add(
                reading.Wording < QuotationVerdict.Altered
                    ? reading
                    : Occurrences(quoted, place)
                        .Select(found => Of(quoted, found, candidates))
                        .Append(reading)
                        .MinBy(one => one.Wording)!
            );
        }

        if (readings.Count == 0 && candidates.Likely() is { Count: > 0 } likely)
        {
            var reading = Read(quoted, likely, candidates);
            var strangers = reading.Strangers();
            if (strangers.Count > 0 && candidates.Likely(strangers) is { Count: > 0 } more)
            {
                reading = Read(quoted, more, candidates);
            }

            readings.Add(reading);
        }

        return new QuotationReadings(
            [.. readings.OrderBy(reading => reading.Wording).ThenByDescending(reading => reading.Similarity)],
            [
                .. quoted
                    .Words.Where(word => !candidates.Occurs(word.Term))
                    .Select(word => quoted.Text.Substring(word.Start, word.Length))
                    .Distinct(StringComparer.Ordinal),
            ]
        );
    }

    private static QuotationReading Read(
        QuotedText quoted,
        IReadOnlyList<SourceStretch> stretches,
        QuotationCandidates candidates
    )
    {
        var places = QuotedPlace.Of(quoted, stretches, SplicedAlignment.Align(quoted, stretches));
        if (places.Count > 1 && places.Any(place => IsChance(quoted, place, candidates)))
        {
            places = QuotedPlace.Of(quoted, stretches, SplicedAlignment.Align(quoted, stretches, jumps: false));
        }

        return Of(quoted, places, candidates);
    }

    private static QuotationReading Of(
        QuotedText quoted,
        IReadOnlyList<QuotedPlace> places,
        QuotationCandidates candidates
    ) => new(quoted, places, CoveredBy(quoted, places, candidates));

    /// <summary>Every place of a stretch where the words stand one after another: those that an alignment passes over may have the punctuation, too.</summary>
    private static IEnumerable<IReadOnlyList<QuotedPlace>> Occurrences(QuotedText quoted, SourceStretch stretch)
    {
        var (words, source) = (quoted.Words, stretch.Words);
        for (var first = 0; first + words.Count <= source.Count; first++)
        {
            var length = 0;
            while (length < words.Count && words[length].Term == source[first + length].Term)
            {
                length++;
            }

            if (length == words.Count)
            {
                var start = first;
                yield return QuotedPlace.Of(
                    quoted,
                    [stretch],
                    [
                        .. Enumerable
                            .Range(0, length)
                            .Select(i => new AlignedWords(AlignedKind.Same, i, 1, 0, start + i, 1, 1, Jumps: false)),
                    ]
                );
            }
        }
    }

    /// <summary>Runs of words, [First, End), that the source has not where the rest stands: they may be of another place. Words of the grammar between them are anybody's.</summary>
    private List<(int First, int End)> Strangers()
    {
        var runs = new List<(int First, int End)>();
        var (first, end, strangers) = (0, 0, 0);
        foreach (var step in Places.SelectMany(place => place.Aligned).Where(step => step.QuotedCount > 0))
        {
            var isStranger = step.Kind is AlignedKind.Replaced or AlignedKind.Inserted;
            if (!isStranger && !StopWords.IsFunctionWord(_quoted.Words[step.Quoted].Term))
            {
                Close();
                continue;
            }

            if (isStranger)
            {
                first = strangers == 0 ? step.Quoted : first;
                end = step.Quoted + step.QuotedCount;
                strangers++;
            }
        }

        Close();
        return runs;

        void Close()
        {
            if (strangers > 1 && end - first >= LeastOfStrangers)
            {
                runs.Add((first, end));
            }

            strangers = 0;
        }
    }

    /// <summary>Whether a part may stand where it does by chance: a turn of phrase that many texts have.</summary>
    private static bool IsChance(QuotedText quoted, QuotedPlace place, QuotationCandidates candidates)
    {
        var same = place.Aligned.Where(step => step.Kind is AlignedKind.Same or AlignedKind.Near).ToList();
        var own = place.Aligned.Where(step => step.QuotedCount > 0).ToList();
        if (own.Count == 0)
        {
            return true;
        }

        var end = own[^1].Quoted + own[^1].QuotedCount;
        var isMarked =
            quoted.Words[own[0].Quoted].AfterEllipsis || (end < quoted.Words.Count && quoted.Words[end].AfterEllipsis);
        return isMarked
            ? same.Count < LeastOfMarkedPart
            : same.Count < LeastOfPart
                || same.Count(step => !StopWords.IsFunctionWord(quoted.Words[step.Quoted].Term)) < LeastContentOfPart
                || CoveredBy(quoted, [place], candidates) < LeastCoveredOfPart;
    }

    /// <summary>Words that are others, or are added, and places where some are left out.</summary>
    private int Changed()
    {
        var changed = 0;
        foreach (var place in Places)
        {
            for (var i = 0; i < place.Aligned.Count; i++)
            {
                var step = place.Aligned[i];
                var isMarked = step.QuotedCount > 0 && _quoted.Words[step.Quoted].IsMarked;
                changed += step.Kind switch
                {
                    AlignedKind.Replaced or AlignedKind.Inserted => isMarked ? 0 : 1,
                    AlignedKind.Deleted => i > 0 && place.Aligned[i - 1].Kind == AlignedKind.Deleted ? 0 : 1,
                    _ => 0,
                };
            }
        }

        return changed;
    }

    private static double CoveredBy(
        QuotedText quoted,
        IReadOnlyList<QuotedPlace> places,
        QuotationCandidates candidates
    )
    {
        var (covered, all) = (0.0, 0.0);
        foreach (var step in places.SelectMany(place => place.Aligned))
        {
            for (var i = step.Quoted; i < step.Quoted + step.QuotedCount; i++)
            {
                if (quoted.Words[i].IsMarked && step.Likeness < 1)
                {
                    continue;
                }

                var rarity = Math.Min(MostTold, candidates.Rarity(quoted.Words[i].Term));
                covered += rarity * step.Likeness;
                all += rarity;
            }
        }

        return all > 0 ? covered / all : 0;
    }

    private static (double Common, double All) Likeness(QuotedText quoted, QuotedPlace place)
    {
        var (common, all) = (0.0, 0.0);
        foreach (var step in place.Aligned)
        {
            var ours = Enumerable.Range(step.Quoted, step.QuotedCount).Sum(i => quoted.Words[i].Term.Length);
            var theirs = Enumerable.Range(step.Source, step.SourceCount).Sum(i => place.Stretch.Words[i].Term.Length);
            common += step.Likeness * (ours + theirs);
            all += ours + theirs;
        }

        return (common, all);
    }
}

/// <param name="Readings">The best first.</param>
/// <param name="UnknownWords">Words of the quotation that occur nowhere in the collection, as written.</param>
internal sealed record QuotationReadings(IReadOnlyList<QuotationReading> Readings, IReadOnlyList<string> UnknownWords)
{
    public QuotationReading? Best => Readings.Count > 0 ? Readings[0] : null;
}
