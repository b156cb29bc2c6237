namespace SearchService.Retrieval.Language;

/// <summary>
/// A piece of a query as written, before any engine has seen it. Nodes with the same meaning are equal wherever they stand:
/// equality compares the canonical print (see <see cref="ToString"/>) and ignores the place.
/// </summary>
public abstract record QueryNode
{
    /// <summary>First UTF-16 unit in the query text.</summary>
    public int Start { get; init; }

    /// <summary>UTF-16 units.</summary>
    public int Length { get; init; }

    public virtual bool Equals(QueryNode? other) =>
        ReferenceEquals(this, other)
        || (other is not null && EqualityContract == other.EqualityContract && ToString() == other.ToString());

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The canonical form; parsing it gives an equal node.</summary>
    public sealed override string ToString() => QueryPrinter.Print(this);
}

/// <summary>
/// One written word as it stands, any inflection of it sought: <c>coalition</c>, <c>U.S.</c>, <c>self-defeating</c>, <c>A/RES/60/1</c>.
/// Where analysis cuts it into several, they are sought next to one another; the hyphenated also joined.
/// </summary>
public sealed record WordNode(string Text) : QueryNode;

/// <summary>A word with <c>*</c> (any letters, none too) and <c>?</c> (one letter); at least one letter or digit is given.</summary>
public sealed record WildcardNode(string Pattern) : QueryNode;

/// <summary>Words within <paramref name="MaxEdits"/> (1 or 2) insertions, deletions, replacements or swaps of <paramref name="Text"/>, which is one word.</summary>
public sealed record FuzzyNode(string Text, int MaxEdits) : QueryNode;

/// <summary>
/// Words as written, inflection off; one word alone is sought exactly. Without proximity they stand next to one another in order.
/// </summary>
/// <param name="Words">At least one, each a <see cref="WordNode"/> or a <see cref="WildcardNode"/>.</param>
/// <param name="Proximity">Only with two words or more.</param>
public sealed record PhraseNode(IReadOnlyList<QueryNode> Words, Proximity? Proximity = null) : QueryNode
{
    public bool Equals(PhraseNode? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>How far apart the words of a phrase may stand.</summary>
/// <param name="Kind">Whether words are counted or a sentence or paragraph holds them all.</param>
/// <param name="MaxGap">For <see cref="ProximityKind.Gap"/>: the window's length less the number of words, from 0; else 0.</param>
/// <param name="Ordered">Whether in the order written; only with a gap.</param>
public sealed record Proximity(ProximityKind Kind, int MaxGap = 0, bool Ordered = false);

public enum ProximityKind
{
    Gap,
    Sentence,
    Paragraph,
}

/// <summary>All of the children, of which there are at least two. Where a child is a <see cref="RankedNode"/>, its own rules hold within.</summary>
public sealed record AllNode(IReadOnlyList<QueryNode> Children) : QueryNode
{
    public bool Equals(AllNode? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>Any of the children, of which there are at least two.</summary>
public sealed record AnyNode(IReadOnlyList<QueryNode> Children) : QueryNode
{
    public bool Equals(AnyNode? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>
/// Words side by side. <see cref="Occur.Should"/>: each found ranks higher, and at least one is found unless something is required;
/// <see cref="Occur.Must"/>: required; <see cref="Occur.MustNot"/>: excluded. At least one clause is not excluded, so that there is something to find.
/// A field that stands alone is always required: <c>kosovo author:cooper</c> looks for kosovo in Cooper.
/// </summary>
/// <param name="Clauses">In the order written; two or more.</param>
public sealed record RankedNode(IReadOnlyList<RankedClause> Clauses) : QueryNode
{
    public bool Equals(RankedNode? other) => base.Equals(other);

    public override int GetHashCode() => base.GetHashCode();
}

public sealed record RankedClause(Occur Occur, QueryNode Node);

public enum Occur
{
    Should,
    Must,
    MustNot,
}

/// <summary>What is known of a document or passage, as a filter without weight in the ranking.</summary>
/// <param name="Field">Which.</param>
/// <param name="Text">
/// As written, without its quotation marks: a family or full name, part of a section title, an id; for <see cref="QueryField.In"/> one of
/// <see cref="QueryFields.Kinds"/>; for <see cref="QueryField.Year"/> the print of <paramref name="Years"/>.
/// </param>
/// <param name="Years">With <see cref="QueryField.Year"/>, and only there.</param>
public sealed record FieldNode(QueryField Field, string Text, YearRange? Years = null) : QueryNode;

/// <summary>Years from and to, both included; null is open. At least one is given, and they ascend.</summary>
public sealed record YearRange(int? From, int? To)
{
    public bool Contains(int year) => (From is not { } from || year >= from) && (To is not { } to || year <= to);

    public override string ToString() =>
        From == To ? FormattableString.Invariant($"{From}") : FormattableString.Invariant($"{From}..{To}");
}

public enum QueryField
{
    Author,
    Year,
    Section,
    In,
    Document,
}
