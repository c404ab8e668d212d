from django.db import migrations, models


class Migration(migrations.Migration):
    """An index by the article that has its text from another, since the links of either may say so."""

    dependencies = (("record", "0002_append_only"),)
    operations = (
        migrations.AddIndex(
            model_name="reuseentry",
            index=models.Index(fields=["article"], name="reuse_by_article"),
        ),
    )
