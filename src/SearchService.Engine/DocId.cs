namespace SearchService.Engine;

/// <summary>A document within one snapshot. Numbers of another snapshot mean other documents.</summary>
public readonly record struct DocId(int Value);

/// <summary>A group within one snapshot: its documents are <paramref name="Count"/> consecutive numbers from <paramref name="First"/>.</summary>
public sealed record GroupEntry(string Key, ReadOnlyMemory<byte> Stored, DocId First, int Count);

/// <summary>A place where a leaf of a query matches.</summary>
/// <param name="Field">The text field.</param>
/// <param name="Start">The first position, in the group's count.</param>
/// <param name="Length">How many positions it covers; a phrase's or a window's may end in a later document of the group.</param>
/// <param name="Leaf">
/// Which leaf: term, phrase, proximity, wildcard and fuzzy queries are numbered from 0 as they are met, Must before Should;
/// those under MustNot are not counted.
/// </param>
public readonly record struct MatchSpan(string Field, int Start, int Length, int Leaf);
