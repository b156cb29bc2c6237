using System.Text.Json;
using SearchService.Corpus.Bibliography;
using SearchService.Corpus.Bibliography.CslJson;
using SearchService.Corpus.Citations;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Tests.Citations;
using SearchService.Tests.Shared;

namespace SearchService.Corpus.Tests.Bibliography.CslJson;

/// <summary>Exports against the schema of CSL-JSON itself, as far as it uses JSON Schema (draft 7).</summary>
public sealed class CslSchemaTests
{
    private const string SchemaFile = "csl/csl-data.json";

    [SharedFact(SchemaFile)]
    public void Export_EveryWork_IsValid()
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Repository.SharedPath(SchemaFile.Split('/'))));
        var place = new Locator(LocatorLabel.Page, "12", LocatorMethod.Printed);
        foreach (var work in GoldenTests.Works.Values.Concat(new GeneratedWorks(7, GeneratedWords.Hostile).Of(180)))
        {
            using var json = JsonDocument.Parse(CslJsonWriter.Export(work, place, "the “very” words"));
            Assert.Equal([], Faults(schema.RootElement, schema.RootElement, json.RootElement, "$"));
        }
    }

    [SharedFact(SchemaFile)]
    public void Faults_WhatIsNoCsl_AreFound()
    {
        using var schema = JsonDocument.Parse(File.ReadAllBytes(Repository.SharedPath(SchemaFile.Split('/'))));
        foreach (
            var json in (string[])
                [
                    "{}",
                    """[{"type": "book"}]""",
                    """[{"id": "x", "type": "tome"}]""",
                    """[{"id": "x", "type": "book", "shelf": 3}]""",
                    """[{"id": "x", "type": "book", "title": 3}]""",
                    """[{"id": "x", "type": "book", "author": [{"name": "x"}]}]""",
                    """[{"id": "x", "type": "book", "issued": {"date-parts": [[]]}}]""",
                ]
        )
        {
            using var document = JsonDocument.Parse(json);
            Assert.NotEmpty(Faults(schema.RootElement, schema.RootElement, document.RootElement, "$"));
        }
    }

    private static List<string> Faults(JsonElement root, JsonElement schema, JsonElement value, string path)
    {
        var faults = new List<string>();
        foreach (var rule in schema.EnumerateObject())
        {
            switch (rule.Name)
            {
                case "$ref":
                    var target = rule
                        .Value.GetString()!
                        .TrimStart('#', '/')
                        .Split('/')
                        .Aggregate(root, (at, name) => at.GetProperty(name));
                    faults.AddRange(Faults(root, target, value, path));
                    break;
                case "type" when !Types(rule.Value).Contains(KindOf(value)):
                    faults.Add($"{path} is {KindOf(value)}");
                    break;
                case "enum" when !rule.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)):
                    faults.Add($"{path} is {value.GetRawText()}");
                    break;
                case "anyOf" when rule.Value.EnumerateArray().All(other => Faults(root, other, value, path).Count > 0):
                    faults.Add($"{path} fits none of its forms");
                    break;
                case "required" when value.ValueKind == JsonValueKind.Object:
                    faults.AddRange(
                        rule.Value.EnumerateArray()
                            .Where(name => !value.TryGetProperty(name.GetString()!, out _))
                            .Select(name => $"{path} has no {name}")
                    );
                    break;
                case "properties" when value.ValueKind == JsonValueKind.Object:
                    foreach (var member in value.EnumerateObject())
                    {
                        if (rule.Value.TryGetProperty(member.Name, out var known))
                        {
                            faults.AddRange(Faults(root, known, member.Value, $"{path}.{member.Name}"));
                        }
                        else if (
                            schema.TryGetProperty("additionalProperties", out var others)
                            && others.ValueKind == JsonValueKind.False
                        )
                        {
                            faults.Add($"{path}.{member.Name} is not known");
                        }
                    }

                    break;
                case "items" when value.ValueKind == JsonValueKind.Array:
                    faults.AddRange(
                        value
                            .EnumerateArray()
                            .SelectMany((item, index) => Faults(root, rule.Value, item, $"{path}[{index}]"))
                    );
                    break;
                case "minItems"
                    when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() < rule.Value.GetInt32():
                case "maxItems"
                    when value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > rule.Value.GetInt32():
                    faults.Add($"{path} has {value.GetArrayLength()} items");
                    break;
                case "type" or "enum" or "anyOf" or "required" or "properties" or "items" or "minItems" or "maxItems":
                case "additionalProperties" or "definitions" or "title" or "description" or "$schema" or "$id":
                    break;
                default:
                    faults.Add($"the schema has a rule '{rule.Name}' that this test does not know");
                    break;
            }
        }

        return faults;
    }

    private static IEnumerable<string> Types(JsonElement types) =>
        types.ValueKind == JsonValueKind.Array
            ? types.EnumerateArray().Select(type => type.GetString()!)
            : [types.GetString()!];

    private static string KindOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            var kind => kind.ToString().ToLowerInvariant(),
        };
}
