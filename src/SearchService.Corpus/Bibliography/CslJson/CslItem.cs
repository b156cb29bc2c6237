using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SearchService.Corpus.Bibliography.CslJson;

/// <summary>One item of a CSL-JSON file on its way to a <see cref="Work"/>: takes what it understands and says what it does not.</summary>
internal sealed class CslItem(JsonElement item)
{
    private readonly List<string> problems = [];
    private string name = "record";

    public IReadOnlyList<string> Problems => problems;

    /// <summary>The item as a work.</summary>
    /// <param name="ordinal">1-based place in the file, to name a record without an id.</param>
    /// <returns>Null when the value is no record at all.</returns>
    public Work? Work(int ordinal)
    {
        name = string.Create(CultureInfo.InvariantCulture, $"record {ordinal}");
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{name}: {Kind(item)} where an item (an object) is expected; ignored");
            return null;
        }

        var members = Members();
        if (members.Remove("id", out var idValue) && Scalar(idValue) is { } id)
        {
            name = $"record '{id}'";
        }
        else
        {
            problems.Add($"{name}: no id; ignored");
            return null;
        }

        var work = new Work(id, Type(members));
        var texts = work.Texts.ToBuilder();
        var names = work.Names.ToBuilder();
        var dates = work.Dates.ToBuilder();
        var custom = work.Custom.ToBuilder();
        var categories = ImmutableArray<string>.Empty;
        if (members.Remove("custom", out var given))
        {
            if (given.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in given.EnumerateObject())
                {
                    custom[member.Name] = member.Value.Clone();
                }
            }
            else
            {
                Ignore("custom", given, "an object");
            }
        }

        foreach (var (field, value) in members)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (CslFields.Texts.Contains(field) || CslFields.Numbers.Contains(field))
            {
                if (Raw(value) is not { } text)
                {
                    Ignore(field, value, "a string");
                }
                else if (Clean(field, text) is { Length: > 0 } clean)
                {
                    texts[Current(field, members)] = clean;
                    if (value.ValueKind == JsonValueKind.Number && !CslFields.Numbers.Contains(field))
                    {
                        problems.Add($"{name}: {field} is a number where a string is expected; read as \"{clean}\"");
                    }
                }
            }
            else if (CslFields.Names.Contains(field))
            {
                var list = Names(field, value);
                if (!list.IsEmpty)
                {
                    names[field] = list;
                }
            }
            else if (CslFields.Dates.Contains(field))
            {
                if (CslDateJson.Read(value, out var fault) is { } date)
                {
                    dates[field] = date;
                }

                if (fault is not null)
                {
                    problems.Add($"{name}: {field}: {fault}");
                }
            }
            else if (field == "categories" && value.ValueKind == JsonValueKind.Array)
            {
                categories = [.. value.EnumerateArray().Select(Scalar).OfType<string>()];
            }
            else if (!custom.TryAdd(field, value.Clone()))
            {
                problems.Add($"{name}: '{field}' is no CSL field, and custom has a member of that name, which is kept");
            }
        }

        if (!texts.ContainsKey("title"))
        {
            problems.Add($"{name}: no title");
        }

        return work with
        {
            Texts = texts.ToImmutable(),
            Names = names.ToImmutable(),
            Dates = dates.ToImmutable(),
            Custom = custom.ToImmutable(),
            Categories = categories,
        };
    }

    private Dictionary<string, JsonElement> Members()
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in item.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                problems.Add($"{name}: '{member.Name}' stands twice; the first is used");
            }
        }

        return members;
    }

    private string Type(Dictionary<string, JsonElement> members)
    {
        if (!members.Remove("type", out var value))
        {
            problems.Add($"{name}: no type; taken for a document");
            return "document";
        }

        if (value.ValueKind == JsonValueKind.String && Scalar(value) is { } type && CslFields.Types.Contains(type))
        {
            return type;
        }

        problems.Add(
            $"{name}: {(Scalar(value) is { } text ? $"'{text}'" : Kind(value))} is no CSL type; taken for a document"
        );
        return "document";
    }

    private ImmutableArray<PersonName> Names(string role, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            Ignore(role, value, "a list of names");
            return [];
        }

        var names = ImmutableArray.CreateBuilder<PersonName>();
        foreach (var entry in value.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.String && Scalar(entry) is { } whole)
            {
                // A name that is only a string is not taken apart: which part is the family's is not known.
                problems.Add(
                    $"{name}: {role}: \"{whole}\" is a string where a name (an object) is expected; taken as it stands"
                );
                names.Add(PersonName.Whole(whole));
            }
            else if (entry.ValueKind == JsonValueKind.Object && Name(role, entry) is { } person)
            {
                names.Add(person);
            }
            else
            {
                problems.Add($"{name}: {role}: {Kind(entry)} is no name; ignored");
            }
        }

        return names.ToImmutable();
    }

    private PersonName? Name(string role, JsonElement entry)
    {
        string? Part(string member)
        {
            if (!entry.TryGetProperty(member, out var part) || part.ValueKind == JsonValueKind.Null)
            {
                return null;
            }

            if (part.ValueKind == JsonValueKind.String && Scalar(part) is { } text)
            {
                return text;
            }

            if (part.ValueKind != JsonValueKind.String)
            {
                Ignore(role + "." + member, part, "a string");
            }

            return null;
        }

        var person = new PersonName(
            Part("family"),
            Part("given"),
            Part("literal"),
            Part("dropping-particle"),
            Part("non-dropping-particle"),
            Part("suffix"),
            entry.TryGetProperty("comma-suffix", out var comma) && IsTrue(comma)
        );
        if (person.Family is null && person.Literal is null && person.Given is { } single)
        {
            return person with { Family = single, Given = null };
        }

        return person is { Family: null, Literal: null } ? null : person;
    }

    /// <summary>Two old names of fields are read as what they are called now, unless the new one stands beside.</summary>
    private static string Current(string field, Dictionary<string, JsonElement> members) =>
        field switch
        {
            "event" when !members.ContainsKey("event-title") => "event-title",
            "shortTitle" when !members.ContainsKey("title-short") => "title-short",
            "journalAbbreviation" when !members.ContainsKey("container-title-short") => "container-title-short",
            _ => field,
        };

    private void Ignore(string field, JsonElement value, string expected) =>
        problems.Add($"{name}: {field} is {Kind(value)} where {expected} is expected; ignored");

    /// <summary>A string or number as text on one line; null for anything else and for what is blank.</summary>
    private static string? Scalar(JsonElement value) =>
        Raw(value) is { } text && SingleLine.Of(text) is { Length: > 0 } line ? line : null;

    internal static string? Raw(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: no character.
            return null;
        }
    }

    private static string Clean(string field, string text) =>
        field is "abstract" or "note" or "annote" ? text.Trim() : SingleLine.Of(text);

    internal static bool IsTrue(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.Number => value.GetRawText() != "0",
            JsonValueKind.String => Raw(value) is "true" or "1" or "yes",
            _ => false,
        };

    private static string Kind(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.Null => "null",
            _ => "a truth value",
        };
}
