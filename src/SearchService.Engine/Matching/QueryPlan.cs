using System.Runtime.InteropServices;
using SearchService.Engine.Commits;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Matching;

/// <summary>A query bound to a commit: names are numbers, patterns are terms, weights are known.</summary>
internal abstract class QueryPlan
{
    /// <summary>A new walk through a segment's documents.</summary>
    public abstract MatchCursor Open(Segment segment);
}

/// <summary>A plan that other plans are made of nothing but: it knows where it matches.</summary>
internal abstract class LeafPlan : QueryPlan
{
    /// <summary>A new walk through a segment's documents, to see where in them the leaf matches.</summary>
    public abstract SpanWalk OpenSpans(Segment segment);
}

/// <summary>Where a leaf matches, in one document after another.</summary>
internal abstract class SpanWalk
{
    /// <summary>Adds where the leaf matches in a document, in order. Documents never fall.</summary>
    public abstract void Add(int document, List<GroupCursor.Span> spans);
}

/// <summary>Any of some terms, as one. Without a weight it scores 0.</summary>
internal sealed class TermsPlan(int field, IReadOnlyList<byte[]> terms, Bm25Weight? weight) : LeafPlan
{
    public override MatchCursor Open(Segment segment)
    {
        List<TermEntry> entries = CommitView.Entries(segment, field, terms);
        return entries.Count == 0
            ? new EmptyCursor()
            : new TermsCursor(segment.File, new TermUnion(segment.File, field, entries, weight?.Lengths), weight);
    }

    public override SpanWalk OpenSpans(Segment segment) =>
        new TermSpans(segment, field, CommitView.Entries(segment, field, terms));
}

/// <summary>Words in places relative to each other.</summary>
/// <param name="field">The text field.</param>
/// <param name="words">What each word may be.</param>
/// <param name="equals">For each word the number of the first one that may be the same.</param>
/// <param name="finder">Makes what finds the matches among the words' positions.</param>
/// <param name="weight">Null where no scores are asked for.</param>
internal sealed class WordsPlan(
    int field,
    IReadOnlyList<IReadOnlyList<byte[]>> words,
    int[] equals,
    Func<WordFinder> finder,
    Bm25Weight? weight
) : LeafPlan
{
    public override MatchCursor Open(Segment segment) =>
        OpenPlaces(segment) is PlacesCursor cursor ? cursor : new EmptyCursor();

    public override SpanWalk OpenSpans(Segment segment) => new WordsSpans(OpenPlaces(segment));

    private PlacesCursor? OpenPlaces(Segment segment)
    {
        // In a segment with groups of many documents each word is walked by itself; else words that are the same are walked once.
        bool isSingle = SegmentCache.Of(segment.File).HasSingleDocuments;
        List<TermEntry>[] entries = new List<TermEntry>[words.Count];
        for (int word = 0; word < entries.Length; word++)
        {
            entries[word] =
                equals[word] < word ? entries[equals[word]] : CommitView.Entries(segment, field, words[word]);
            if (entries[word].Count == 0)
            {
                return null;
            }
        }

        if (entries.Length == 0)
        {
            return null;
        }

        WordFinder found = finder();
        return !isSingle ? new GroupCursor(segment.File, field, entries, found, weight)
            : found is PhraseFinder phrase
            && CommonPhraseCursor.Open(segment.File, field, entries, phrase, weight) is CommonPhraseCursor cursor
                ? cursor
            : new WordsCursor(segment.File, field, entries, found, weight);
    }
}

/// <summary>Terms that a pattern stands for; a document scores by the nearest of its terms.</summary>
internal sealed class ExpansionPlan(CommitView view, int field, List<ExpandedTerm> terms) : LeafPlan
{
    public override MatchCursor Open(Segment segment)
    {
        int most = -1;
        foreach (ref readonly ExpandedTerm term in CollectionsMarshal.AsSpan(terms))
        {
            most = Math.Max(most, term.Edits);
        }

        List<ExpansionClass> classes = [];
        for (int edits = 0; edits <= most; edits++)
        {
            TermEntry[] entries = EntriesOf(segment, edits, edits);
            if (entries.Length > 0)
            {
                classes.Add(new ExpansionClass(segment.File, field, 1.0 / (1 + edits), entries));
            }
        }

        return classes.Count == 0 ? new EmptyCursor() : new ExpansionCursor(segment.File.DocumentCount, [.. classes]);
    }

    public override SpanWalk OpenSpans(Segment segment) =>
        new TermSpans(segment, field, EntriesOf(segment, 0, int.MaxValue));

    /// <summary>The segment's terms of so many edits.</summary>
    private TermEntry[] EntriesOf(Segment segment, int fewest, int most)
    {
        ReadOnlySpan<ExpandedTerm> all = CollectionsMarshal.AsSpan(terms);
        int count = 0;
        foreach (ref readonly ExpandedTerm term in all)
        {
            count += IsOf(in term) ? 1 : 0;
        }

        TermEntry[] entries = new TermEntry[count];
        foreach (ref readonly ExpandedTerm term in all)
        {
            if (IsOf(in term))
            {
                entries[^count--] = term.Entry;
            }
        }

        return entries;

        bool IsOf(in ExpandedTerm term) =>
            term.Edits >= fewest
            && term.Edits <= most
            && ReferenceEquals(view.Segments[term.Segment].File, segment.File);
    }
}

/// <summary>Documents that a test of their columns lets through.</summary>
internal sealed class ColumnPlan(ColumnFilter filter) : QueryPlan
{
    public override MatchCursor Open(Segment segment)
    {
        SelectedDocuments selected = SegmentCache.Of(segment.File).Select(filter);
        return selected.Count == 0 ? new EmptyCursor() : new SetCursor(selected.Documents, selected.Count);
    }
}

/// <summary>Every document.</summary>
internal sealed class AllPlan : QueryPlan
{
    public override MatchCursor Open(Segment segment) => new AllCursor(segment.File.DocumentCount);
}

internal sealed class ConstantPlan(QueryPlan inner, double score) : QueryPlan
{
    public override MatchCursor Open(Segment segment) => new ConstantCursor(inner.Open(segment), score);
}

internal sealed class BoostPlan(QueryPlan inner, double boost) : QueryPlan
{
    public override MatchCursor Open(Segment segment) => new BoostCursor(inner.Open(segment), boost);
}

internal sealed class ScaledPlan(QueryPlan inner, IReadOnlyList<(double Factor, ColumnFilter Filter)> classes)
    : QueryPlan
{
    public override MatchCursor Open(Segment segment)
    {
        SegmentCache cache = SegmentCache.Of(segment.File);
        return new ScaledCursor(
            inner.Open(segment),
            [.. classes.Select(c => (c.Factor, cache.Select(c.Filter).Documents))]
        );
    }
}

/// <summary>All of some plans, some of others, none of a third kind.</summary>
internal sealed class BooleanPlan(QueryPlan[] must, QueryPlan[] should, QueryPlan[] mustNot, int minimumShould)
    : QueryPlan
{
    public override MatchCursor Open(Segment segment)
    {
        MatchCursor[] some = Open(should, segment);
        MatchCursor[] all = Open(must, segment);
        if (minimumShould > 0)
        {
            MatchCursor any =
                minimumShould > some.Length ? new EmptyCursor()
                : some.Length == 1 ? some[0]
                : minimumShould == 1 ? DisjunctionOf(some, segment)
                : minimumShould == some.Length ? new ConjunctionCursor(some)
                : new AtLeastCursor(some, minimumShould);
            all = [.. all, any];
        }

        MatchCursor cursor = all.Length switch
        {
            0 => new AllCursor(segment.File.DocumentCount),
            1 => all[0],
            _ when TermsOf(all) is TermsCursor[] terms => new TermsConjunctionCursor(terms),
            _ => new ConjunctionCursor(all),
        };
        if (minimumShould <= 0 && some.Length > 0)
        {
            cursor = new RaisedCursor(cursor, some);
        }

        return mustNot.Length > 0 ? new ExceptCursor(cursor, Open(mustNot, segment)) : cursor;
    }

    private static MatchCursor DisjunctionOf(MatchCursor[] some, Segment segment) =>
        TermsOf(some) is TermsCursor[] terms
            ? new TermsDisjunctionCursor(terms, segment.File.DocumentCount)
            : new DisjunctionCursor(some);

    /// <summary>The cursors as those of terms with weights; null where there is another.</summary>
    private static TermsCursor[]? TermsOf(MatchCursor[] cursors)
    {
        TermsCursor[] terms = new TermsCursor[cursors.Length];
        for (int i = 0; i < cursors.Length; i++)
        {
            if (cursors[i] is not TermsCursor { Weight: not null } term)
            {
                return null;
            }

            terms[i] = term;
        }

        return terms;
    }

    private static MatchCursor[] Open(QueryPlan[] plans, Segment segment) =>
        Array.ConvertAll(plans, plan => plan.Open(segment));
}

internal sealed class DisMaxPlan(QueryPlan[] plans, double tieBreak) : QueryPlan
{
    public override MatchCursor Open(Segment segment) =>
        new DisMaxCursor([.. plans.Select(plan => plan.Open(segment))], tieBreak);
}

/// <summary>Where any of some terms stands.</summary>
internal sealed class TermSpans(Segment segment, int field, IReadOnlyList<TermEntry> terms) : SpanWalk
{
    private readonly TermUnion _union = new(segment.File, field, terms, null);

    public override void Add(int document, List<GroupCursor.Span> spans)
    {
        if (_union.Advance(document) == document)
        {
            foreach (int position in _union.Positions())
            {
                spans.Add(new GroupCursor.Span(position, 1));
            }
        }
    }
}

/// <summary>Where words stand to each other as they are asked to.</summary>
/// <param name="cursor">Null where the segment has not all of the words.</param>
internal sealed class WordsSpans(PlacesCursor? cursor) : SpanWalk
{
    public override void Add(int document, List<GroupCursor.Span> spans)
    {
        if (cursor?.Advance(document) == document)
        {
            cursor.AddMatches(spans);
        }
    }
}
