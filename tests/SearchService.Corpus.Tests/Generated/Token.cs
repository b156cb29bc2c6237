namespace SearchService.Corpus.Tests.Generated;

/// <summary>Characters as the file has them.</summary>
/// <param name="Part">Null for the words of the block they stand in.</param>
/// <param name="Word">The word they are a part of, where it is watched.</param>
/// <param name="Calls">The note whose mark in the text this is.</param>
internal sealed record Run(string Source, TextPart? Part = null, TruthWord? Word = null, TruthNote? Calls = null);

/// <summary>What stands between two spaces at which a line may end.</summary>
internal sealed class Token(params Run[] runs)
{
    public List<Run> Runs { get; } = [.. runs];

    public int Length => Runs.Sum(run => run.Source.Length);

    public string Text => string.Concat(Runs.Select(run => run.Source));

    /// <summary>Without markup.</summary>
    public string Words => string.Concat(Runs.Where(run => run.Part != TextPart.Markup).Select(run => run.Source));

    /// <summary>The run that a line's end may part: a word at a syllable or its hyphen, an address behind a slash.</summary>
    public int Breakable { get; init; } = -1;

    /// <summary>Whether a sentence ends here, as a reader sees it.</summary>
    public bool EndsSentence =>
        Runs.Where(run => run.Calls is null)
            .Select(run => run.Source.TrimEnd('”', '’', ')', '*', '_', '>', '"', ' '))
            .LastOrDefault(text => text.Length > 0)
            is [.., '.' or '!' or '?' or ':' or ';'];

    /// <summary>Whether a line's end has parted a word here, or may be taken to have.</summary>
    public bool IsBroken => Text.EndsWith('-');

    public IEnumerable<TruthNote> Notes => Runs.Where(run => run.Calls is not null).Select(run => run.Calls!);

    /// <summary>Whether a reader sees that the sentence goes on with the next one: no end before it, and it begins small.</summary>
    public bool RunsOnInto(Token next) =>
        !EndsSentence
        && !Notes.Any()
        && next.Words.FirstOrDefault(char.IsLetterOrDigit) is var first
        && char.IsLower(first);
}

/// <summary>A block as it is to be set.</summary>
internal sealed class SetBlock(TruthBlock truth, params List<Token>[] lines)
{
    public TruthBlock Truth => truth;

    /// <summary>One for a paragraph, which is wrapped; more where the author's own lines are kept.</summary>
    public List<List<Token>> Lines { get; } = [.. lines];

    /// <summary>Before the first line: the mark of a heading, a bullet, a quotation.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Whether the mark stands before every line.</summary>
    public bool MarksEveryLine { get; init; }

    public int Indent { get; init; }

    /// <summary>Indent of the lines behind the first.</summary>
    public int Hanging { get; init; }

    public bool BlankBefore { get; init; } = true;

    /// <summary>A heading, a sentence that leads to a quotation: what follows stands on the same page.</summary>
    public bool KeepsWithNext { get; init; }

    /// <summary>Whether a page may end within it.</summary>
    public bool MayBreak { get; init; }

    /// <summary>Whether each line is kept whole, however long.</summary>
    public bool IsUnwrapped { get; init; }
}
