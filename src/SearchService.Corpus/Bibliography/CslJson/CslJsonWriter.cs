using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SearchService.Corpus.Citations;

namespace SearchService.Corpus.Bibliography.CslJson;

/// <summary>
/// Writes works as CSL-JSON, valid against the CSL data schema 1.0.2. Members stand in one order, so that a work has one form
/// (<see cref="Item"/>), which is also what fingerprints are made of.
/// </summary>
public static class CslJsonWriter
{
    /// <summary>What HTML could take for markup stays escaped: an item may be put in a page as it is.</summary>
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonWriterOptions Indented = Compact with { Indented = true };

    /// <summary>One item on one line: a JSON object.</summary>
    public static string Item(Work work) => Write(Compact, json => Write(json, work));

    /// <summary>
    /// A CSL-JSON file of one item, with the place of a quotation and its words in the item's note: an item has no field for them.
    /// </summary>
    public static string Export(Work work, Locator? locator = null, string? quotation = null)
    {
        var notes = new[] { work.Text("note"), PinpointNote.Of(locator, quotation) }.OfType<string>();
        var note = string.Join(' ', notes);
        return Items([note.Length == 0 ? work : work with { Texts = work.Texts.SetItem("note", note) }]);
    }

    /// <summary>A CSL-JSON file: an indented array of items.</summary>
    public static string Items(IEnumerable<Work> works) =>
        Write(
            Indented,
            json =>
            {
                json.WriteStartArray();
                foreach (var work in works)
                {
                    Write(json, work);
                }

                json.WriteEndArray();
            }
        );

    /// <summary>Writes one item as a JSON object where <paramref name="json"/> stands.</summary>
    public static void Write(Utf8JsonWriter json, Work work)
    {
        json.WriteStartObject();
        json.WriteString("id", work.Id);
        json.WriteString("type", work.Type);
        foreach (var (field, value) in work.Texts)
        {
            json.WriteString(field, value);
        }

        foreach (var (role, names) in work.Names)
        {
            json.WriteStartArray(role);
            foreach (var name in names)
            {
                Write(json, name);
            }

            json.WriteEndArray();
        }

        foreach (var (field, date) in work.Dates)
        {
            json.WritePropertyName(field);
            Write(json, date);
        }

        if (!work.Categories.IsEmpty)
        {
            json.WriteStartArray("categories");
            foreach (var category in work.Categories)
            {
                json.WriteStringValue(category);
            }

            json.WriteEndArray();
        }

        if (!work.Custom.IsEmpty)
        {
            json.WriteStartObject("custom");
            foreach (var (member, value) in work.Custom)
            {
                json.WritePropertyName(member);
                value.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PersonName name)
    {
        json.WriteStartObject();
        Member(json, "family", name.Family);
        Member(json, "given", name.Given);
        Member(json, "literal", name.Literal);
        Member(json, "dropping-particle", name.DroppingParticle);
        Member(json, "non-dropping-particle", name.NonDroppingParticle);
        Member(json, "suffix", name.Suffix);
        if (name.CommaSuffix)
        {
            json.WriteBoolean("comma-suffix", true);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CslDate date)
    {
        json.WriteStartObject();
        if (date.Start is { } start)
        {
            json.WriteStartArray("date-parts");
            Write(json, start);
            if (date.End is { } end)
            {
                Write(json, end);
            }

            json.WriteEndArray();
        }

        if (date.Season is { } season)
        {
            json.WriteNumber("season", season);
        }

        if (date.Circa)
        {
            json.WriteBoolean("circa", true);
        }

        Member(json, "literal", date.Literal);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DateParts parts)
    {
        json.WriteStartArray();
        json.WriteNumberValue(parts.Year);
        if (parts.Month is { } month)
        {
            json.WriteNumberValue(month);
            if (parts.Day is { } day)
            {
                json.WriteNumberValue(day);
            }
        }

        json.WriteEndArray();
    }

    private static void Member(Utf8JsonWriter json, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            json.WriteString(name, value);
        }
    }

    private static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
