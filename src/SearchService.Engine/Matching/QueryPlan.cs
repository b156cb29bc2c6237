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
    /// <summary>Adds where the leaf matches in a document, in order.</summary>
    public abstract void AddSpans(Segment segment, int document, List<GroupCursor.Span> spans);
}

/// <summary>Any of some terms, as one. Without a weight it scores 0.</summary>
internal sealed class TermsPlan(int field, IReadOnlyList<byte[]> terms, Bm25Weight? weight) : LeafPlan
{
    public override MatchCursor Open(Segment segment)
    {
        List<TermEntry> entries = CommitView.Entries(segment, field, terms);
        return entries.Count == 0
            ? new EmptyCursor()
            : new TermsCursor(segment.File, new TermUnion(segment.File, field, entries), weight);
    }

    public override void AddSpans(Segment segment, int document, List<GroupCursor.Span> spans) =>
        TermSpans.Add(segment, field, terms, document, spans);
}

/// <summary>Words in places relative to each other.</summary>
internal sealed class WordsPlan(
    int field,
    IReadOnlyList<IReadOnlyList<byte[]>> words,
    FindMatches find,
    Bm25Weight? weight
) : LeafPlan
{
    public override MatchCursor Open(Segment segment) =>
        OpenGroups(segment) is GroupCursor cursor ? cursor : new EmptyCursor();

    public override void AddSpans(Segment segment, int document, List<GroupCursor.Span> spans)
    {
        GroupCursor? cursor = OpenGroups(segment);
        if (cursor?.Advance(document) == document)
        {
            spans.AddRange(cursor.Matches);
        }
    }

    private GroupCursor? OpenGroups(Segment segment)
    {
        TermUnion[] unions = new TermUnion[words.Count];
        for (int word = 0; word < unions.Length; word++)
        {
            List<TermEntry> entries = CommitView.Entries(segment, field, words[word]);
            if (entries.Count == 0)
            {
                return null;
            }

            unions[word] = new TermUnion(segment.File, field, entries);
        }

        return unions.Length == 0 ? null : new GroupCursor(segment.File, field, unions, find, weight);
    }
}

/// <summary>
/// Terms that a pattern stands for, in classes of falling worth: a document scores as its best class. Sets are filled before
/// the walk, as their terms may be many.
/// </summary>
internal sealed class ExpansionPlan(int field, IReadOnlyList<(double Score, IReadOnlyList<byte[]> Terms)> classes)
    : LeafPlan
{
    public override MatchCursor Open(Segment segment)
    {
        List<(DocumentSet, double)> sets = [];
        foreach ((double score, IReadOnlyList<byte[]> terms) in classes)
        {
            DocumentSet set = new(segment.File.DocumentCount);
            foreach (TermEntry entry in CommitView.Entries(segment, field, terms))
            {
                PostingsCursor postings = new(segment.File, field, entry);
                while (postings.Advance(postings.Document + 1) != PostingsCursor.End)
                {
                    set.Add(postings.Document);
                }
            }

            sets.Add((set, score));
        }

        return sets.Count == 0 ? new EmptyCursor() : new BestClassCursor(sets);
    }

    public override void AddSpans(Segment segment, int document, List<GroupCursor.Span> spans) =>
        TermSpans.Add(segment, field, [.. classes.SelectMany(c => c.Terms)], document, spans);

    private sealed class BestClassCursor(IReadOnlyList<(DocumentSet Documents, double Score)> classes) : MatchCursor
    {
        public override double Score() => classes.First(c => c.Documents.Contains(Document)).Score;

        protected override int Find(int target) => classes.Min(c => c.Documents.NextFrom(target));
    }
}

/// <summary>Documents that a test of their columns lets through.</summary>
internal sealed class ColumnPlan(Func<Segment, DocumentSet> select) : QueryPlan
{
    public override MatchCursor Open(Segment segment) => new SetCursor(select(segment), 0);
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

internal sealed class ScaledPlan(
    QueryPlan inner,
    IReadOnlyList<(double Factor, Func<Segment, DocumentSet> Select)> classes
) : QueryPlan
{
    public override MatchCursor Open(Segment segment) =>
        new ScaledCursor(inner.Open(segment), [.. classes.Select(c => (c.Factor, c.Select(segment)))]);
}

internal sealed class BooleanPlan(QueryPlan[] must, QueryPlan[] should, QueryPlan[] mustNot, int minimumShould)
    : QueryPlan
{
    public override MatchCursor Open(Segment segment) =>
        new BooleanCursor(
            segment.File.DocumentCount,
            [.. must.Select(plan => plan.Open(segment))],
            [.. should.Select(plan => plan.Open(segment))],
            [.. mustNot.Select(plan => plan.Open(segment))],
            minimumShould
        );
}

internal sealed class DisMaxPlan(QueryPlan[] plans, double tieBreak) : QueryPlan
{
    public override MatchCursor Open(Segment segment) =>
        new DisMaxCursor([.. plans.Select(plan => plan.Open(segment))], tieBreak);
}

/// <summary>Where any of some terms stands in a document.</summary>
internal static class TermSpans
{
    public static void Add(
        Segment segment,
        int field,
        IReadOnlyList<byte[]> terms,
        int document,
        List<GroupCursor.Span> spans
    )
    {
        TermUnion union = new(segment.File, field, CommitView.Entries(segment, field, terms));
        if (union.Advance(document) == document)
        {
            List<int> positions = [];
            union.ReadPositions(positions);
            spans.AddRange(positions.Select(position => new GroupCursor.Span(position, 1)));
        }
    }
}
