from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="single_keys_off",
            field=models.BooleanField(default=False, verbose_name="ปิดแป้นลัดที่ใช้ปุ่มเดียว (/ J K)"),
        ),
    ]
