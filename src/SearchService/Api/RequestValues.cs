using System.Globalization;
using System.Text.Json;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>The named values of a request, from its query string or from a JSON object.</summary>
internal static class RequestValues
{
    public const string NoUnicode = "The value is no Unicode text: half a surrogate, or no UTF-8.";

    public static Dictionary<string, IReadOnlyList<string>> Of(IQueryCollection query) =>
        query.ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")],
            StringComparer.Ordinal
        );

    /// <summary>Reads a JSON object whose members are strings, numbers, booleans or lists of them; null and what is wrong otherwise.</summary>
    public static async Task<(
        Dictionary<string, IReadOnlyList<string>>? Values,
        IReadOnlyList<ParameterFault> Faults
    )> ReadAsync(Stream body, CancellationToken cancellation)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        }
        catch (JsonException invalid)
        {
            return (null, [NoJson(invalid)]);
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return (
                    null,
                    [
                        new ParameterFault(
                            "body",
                            "The body must be a JSON object whose members are the parameters of the request."
                        ),
                    ]
                );
            }

            var faults = new List<ParameterFault>();
            var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                var texts = new List<string>(values.GetValueOrDefault(member.Name, []));
                foreach (
                    var value in member.Value.ValueKind == JsonValueKind.Array
                        ? [.. member.Value.EnumerateArray()]
                        : new[] { member.Value }
                )
                {
                    switch (value.ValueKind)
                    {
                        case JsonValueKind.String:
                            if (Unicode(value) is not { } text)
                            {
                                faults.Add(new ParameterFault(member.Name, NoUnicode));
                                break;
                            }

                            texts.Add(text);
                            break;
                        case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                            texts.Add(value.GetRawText());
                            break;
                        case JsonValueKind.Null:
                            break;
                        default:
                            faults.Add(
                                new ParameterFault(
                                    member.Name,
                                    "The value must be a string, a number, true, false or a list of them."
                                )
                            );
                            break;
                    }
                }

                if (texts.Count > 0)
                {
                    values[member.Name] = texts;
                }
            }

            return (values, faults);
        }
    }

    /// <summary>Where a body ceases to be JSON.</summary>
    public static ParameterFault NoJson(JsonException invalid)
    {
        var place = string.Create(
            CultureInfo.InvariantCulture,
            $"line {(invalid.LineNumber ?? 0) + 1}, byte {(invalid.BytePositionInLine ?? 0) + 1}"
        );
        return new ParameterFault("body", $"The body is no JSON: at {place}.");
    }

    /// <summary>The string; null where its bytes or its escapes are no Unicode text, which JSON as such does not forbid.</summary>
    public static string? Unicode(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
