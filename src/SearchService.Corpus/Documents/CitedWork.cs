namespace SearchService.Corpus.Documents;

/// <summary>
/// A work as an entry of a reference list or a note describes it. Each part stands in the block's text and is null where it is not
/// certain, or not there.
/// </summary>
/// <param name="Block">Index in <see cref="Document.Blocks"/> of the entry or the note.</param>
/// <param name="At">The description in the block's text: a note may hold several.</param>
public sealed record CitedWork(int Block, TextSpan At)
{
    /// <summary>In the order printed; editors where the entry stands under their names.</summary>
    public IReadOnlyList<CitedName> Authors { get; init; } = [];

    /// <summary>Four digits and the letter that tells two works of a year apart: "2003", "2003a".</summary>
    public TextSpan? Year { get; init; }
    public TextSpan? Title { get; init; }

    /// <summary>Where it is set apart from the title, as in the list of a series.</summary>
    public TextSpan? Subtitle { get; init; }

    /// <summary>Of the volume, in the list of a series.</summary>
    public TextSpan? Number { get; init; }

    /// <summary>What the work appeared in: journal, newspaper, edited book.</summary>
    public TextSpan? Container { get; init; }
    public TextSpan? Place { get; init; }
    public TextSpan? Publisher { get; init; }
    public TextSpan? Url { get; init; }

    /// <summary>From its "10." on.</summary>
    public TextSpan? Doi { get; init; }
}

/// <summary>A name as it is printed, divided where it is certain how; a body has <paramref name="Literal"/> alone.</summary>
/// <param name="Family">With its particles: "van Gogh".</param>
/// <param name="Suffix">"Jr.", "III".</param>
/// <param name="At">Null where a dash stands for the name of the entry before.</param>
public sealed record CitedName(string? Family, string? Given, string? Suffix, string? Literal, TextSpan? At)
{
    public string Display() =>
        Literal ?? string.Join(' ', new[] { Given, Family, Suffix }.Where(part => part is { Length: > 0 }));
}

/// <summary>The characters [<paramref name="Start"/>, <paramref name="End"/>) of a block's text, in UTF-16 units.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public string Of(Block block) => block.Text.Text[Start..End];
}
