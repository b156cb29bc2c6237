using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using SearchService.Corpus.Bibliography.CslJson;

namespace SearchService.Corpus.Bibliography;

/// <summary>
/// The bibliographic thing: a CSL-JSON item, immutable. The fields are held under their CSL names, so that a record is merged, kept and
/// written field by field and nothing of it is lost; the properties are the same fields under C# names.
/// </summary>
/// <param name="Id">The record's id: what a citation key is made of.</param>
/// <param name="Type">One of <see cref="CslFields.Types"/>.</param>
/// <remarks>Two works are equal when they are written alike.</remarks>
[JsonConverter(typeof(WorkJsonConverter))]
public sealed record Work(string Id, string Type)
{
    /// <summary>Text and number fields ("title", "volume", "DOI"), never empty.</summary>
    public ImmutableSortedDictionary<string, string> Texts { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Roles ("author", "editor") and their names, never empty.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<PersonName>> Names { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<PersonName>>(StringComparer.Ordinal);

    /// <summary>"issued", "accessed", "original-date" and their kin.</summary>
    public ImmutableSortedDictionary<string, CslDate> Dates { get; init; } =
        ImmutableSortedDictionary.Create<string, CslDate>(StringComparer.Ordinal);

    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The item's <c>custom</c> object, with whatever stood in the record that CSL-JSON has no field for.</summary>
    public ImmutableSortedDictionary<string, JsonElement> Custom { get; init; } =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    public string? Title
    {
        get => Text("title");
        init => Texts = Put("title", value);
    }
    public string? ShortTitle
    {
        get => Text("title-short");
        init => Texts = Put("title-short", value);
    }
    public string? ContainerTitle
    {
        get => Text("container-title");
        init => Texts = Put("container-title", value);
    }
    public string? CollectionTitle
    {
        get => Text("collection-title");
        init => Texts = Put("collection-title", value);
    }
    public string? CollectionNumber
    {
        get => Text("collection-number");
        init => Texts = Put("collection-number", value);
    }
    public string? Publisher
    {
        get => Text("publisher");
        init => Texts = Put("publisher", value);
    }
    public string? PublisherPlace
    {
        get => Text("publisher-place");
        init => Texts = Put("publisher-place", value);
    }
    public string? Volume
    {
        get => Text("volume");
        init => Texts = Put("volume", value);
    }
    public string? Issue
    {
        get => Text("issue");
        init => Texts = Put("issue", value);
    }

    /// <summary>The extent of the work in its container ("189–205"); the place of a quotation is a locator and never stands here.</summary>
    public string? Page
    {
        get => Text("page");
        init => Texts = Put("page", value);
    }
    public string? Number
    {
        get => Text("number");
        init => Texts = Put("number", value);
    }
    public string? Genre
    {
        get => Text("genre");
        init => Texts = Put("genre", value);
    }
    public string? Medium
    {
        get => Text("medium");
        init => Texts = Put("medium", value);
    }
    public string? Edition
    {
        get => Text("edition");
        init => Texts = Put("edition", value);
    }
    public string? Version
    {
        get => Text("version");
        init => Texts = Put("version", value);
    }
    public string? Status
    {
        get => Text("status");
        init => Texts = Put("status", value);
    }
    public string? Doi
    {
        get => Text("DOI");
        init => Texts = Put("DOI", value);
    }
    public string? Isbn
    {
        get => Text("ISBN");
        init => Texts = Put("ISBN", value);
    }
    public string? Issn
    {
        get => Text("ISSN");
        init => Texts = Put("ISSN", value);
    }
    public string? Url
    {
        get => Text("URL");
        init => Texts = Put("URL", value);
    }

    /// <summary>A BCP 47 tag: "en-GB".</summary>
    public string? Language
    {
        get => Text("language");
        init => Texts = Put("language", value);
    }
    public string? Abstract
    {
        get => Text("abstract");
        init => Texts = Put("abstract", value);
    }
    public string? EventTitle
    {
        get => Text("event-title") ?? Text("event");
        init => Texts = Put("event-title", value);
    }
    public string? EventPlace
    {
        get => Text("event-place");
        init => Texts = Put("event-place", value);
    }

    public ImmutableArray<PersonName> Author
    {
        get => NamesOf("author");
        init => Names = Put("author", value);
    }
    public ImmutableArray<PersonName> Editor
    {
        get => NamesOf("editor");
        init => Names = Put("editor", value);
    }
    public ImmutableArray<PersonName> Translator
    {
        get => NamesOf("translator");
        init => Names = Put("translator", value);
    }

    public CslDate? Issued
    {
        get => Date("issued");
        init => Dates = Put("issued", value);
    }
    public CslDate? Accessed
    {
        get => Date("accessed");
        init => Dates = Put("accessed", value);
    }

    /// <summary>The authors in direct order: "Andrew F. Cooper". Empty when none is known; editors are no authors.</summary>
    public IReadOnlyList<string> Authors => [.. Author.Select(name => name.Display)];

    /// <summary>The year of issue; null when it is not known.</summary>
    public int? Year => Issued?.Year;

    /// <summary>A text field by its CSL name; null when the record has none.</summary>
    public string? Text(string field) => Texts.GetValueOrDefault(field);

    /// <summary>The names in a role by its CSL name; empty when the record has none.</summary>
    public ImmutableArray<PersonName> NamesOf(string role) => Names.GetValueOrDefault(role, []);

    /// <summary>A date by its CSL name.</summary>
    public CslDate? Date(string field) => Dates.GetValueOrDefault(field);

    public bool Equals(Work? other) =>
        other is not null && (ReferenceEquals(this, other) || CslJsonWriter.Item(this) == CslJsonWriter.Item(other));

    public override int GetHashCode() => HashCode.Combine(Id, Type, Title, Texts.Count, Names.Count);

    public override string ToString() => CslJsonWriter.Item(this);

    private ImmutableSortedDictionary<string, string> Put(string field, string? value) =>
        value is { Length: > 0 } ? Texts.SetItem(field, value) : Texts.Remove(field);

    private ImmutableSortedDictionary<string, ImmutableArray<PersonName>> Put(
        string role,
        ImmutableArray<PersonName> names
    ) => names.IsDefaultOrEmpty ? Names.Remove(role) : Names.SetItem(role, names);

    private ImmutableSortedDictionary<string, CslDate> Put(string field, CslDate? date) =>
        date is null ? Dates.Remove(field) : Dates.SetItem(field, date);
}
