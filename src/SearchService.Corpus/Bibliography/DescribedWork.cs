namespace SearchService.Corpus.Bibliography;

/// <summary>Where a field of a record comes from; in order of trust.</summary>
public enum FieldOrigin
{
    /// <summary>The collection's <c>library.*</c>.</summary>
    Library,

    /// <summary>The YAML block at the head of the text.</summary>
    FrontMatter,

    /// <summary>The text's own title page.</summary>
    TitlePage,

    /// <summary>Nothing else names the text: its file's name stands for its title.</summary>
    FileName,
}

/// <summary>What is known of the work that a text belongs to, and how each field is known.</summary>
/// <param name="Origins">By CSL field name: one entry for every field of the work, "type" among them where something says it.</param>
/// <param name="RecordSource">The file that the library's record stands in; null without a record.</param>
public sealed record DescribedWork(
    Work Work,
    IReadOnlyDictionary<string, FieldOrigin> Origins,
    string? RecordSource = null
);
